package vesper.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.Schedule;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanOpening;

/**
 * Loans for the close: 10,000.00 each over two years, every one with a linked account of its own that holds the principal. A
 * twentieth of them is due on each of the twenty business days after the first. The accounts are down as opened in the next
 * month, so that the month's end makes no statements of them: those have a benchmark of their own.
 */
final class LoanPopulation {
    private static final int CLASSES = 20;
    private static final long PRINCIPAL_MINOR = 10_000_00;
    private static final int BATCH = 5_000;

    /** Copies the loan of each class: the accounts, the row, the terms and the disbursement. */
    private static final List<String> COPIES = List.of(
            """
            insert into account (number, kind, product_code, customer_id, currency, name, opened_on)
            select kind || n, kind, lower(kind), :customer, 'USD', kind, :day
              from generate_series(0, :loans - 1) n, (values ('CURRENT'), ('LOAN')) kinds (kind)
            """,
            """
            create temporary table copied as
            select loan.id as account_id, linked.id as linked_id, template.account_id as template_id
              from generate_series(0, :loans - 1) n
              join account loan on loan.number = 'LOAN' || n
              join account linked on linked.number = 'CURRENT' || n
              join (select account_id, row_number() over (order by account_id) - 1 as class from loan_account) template
                on template.class = n % :classes
            """,
            """
            insert into loan_account (account_id, opening_id, linked_account_id, product_code, currency, terms_version, status,
                                      next_due_on, principal_minor, outstanding_minor, collect_on, charge_on, accrual_from,
                                      accrual_to, interest_running_minor)
            select c.account_id, gen_random_uuid(), c.linked_id, product_code, currency, terms_version, status, next_due_on,
                   principal_minor, outstanding_minor, collect_on, charge_on, accrual_from, accrual_to, interest_running_minor
              from copied c join loan_account t on t.account_id = c.template_id
            """,
            """
            insert into loan_terms
            select c.account_id, version, recorded_on, terms from copied c join loan_terms t on t.account_id = c.template_id
            """,
            """
            insert into loan_transaction
            select c.account_id, id, gen_random_uuid(), type, value_date, recorded_on, amount_minor, related_id
              from copied c join loan_transaction t on t.account_id = c.template_id
            """,
            // The templates themselves are no part of the nights.
            "update loan_account set collect_on = null, charge_on = null where account_id in (select template_id from copied)");

    private final LocalDate firstDay;
    private final int loans;
    private final Schedule.Instalment first;

    private LoanPopulation(LocalDate firstDay, int loans, Schedule.Instalment first) {
        this.firstDay = firstDay;
        this.loans = loans;
        this.first = first;
    }

    /**
     * Opens the loans.
     *
     * @param customer who has them all
     * @param firstDay the bank's business date, on which they are paid out
     * @param loans how many; a multiple of 20
     */
    static LoanPopulation create(Bank bank, long customer, LocalDate firstDay, int loans) {
        if (loans % CLASSES != 0) {
            throw new IllegalArgumentException("the number of loans must be a multiple of " + CLASSES);
        }
        Account linked =
                bank.accounts().open(new Accounts.Opening(customer, "current", "USD", 0, "Templates", firstDay));
        for (int each = 0; each < CLASSES; each++) {
            bank.loans()
                    .openAndPayOut(new LoanOpening(
                            Ids.of("bench", Integer.toString(each)),
                            customer,
                            linked.id(),
                            "loan",
                            terms(firstDay, each)));
        }
        bank.transaction().executeWithoutResult(status -> {
            for (String copy : COPIES) {
                var statement = bank.jdbc().sql(copy);
                for (String name : List.of("customer", "day", "loans", "classes")) {
                    if (copy.contains(":" + name)) {
                        statement = statement.param(
                                name,
                                switch (name) {
                                    case "customer" -> customer;
                                    case "day" -> firstDay.plusMonths(1).withDayOfMonth(1);
                                    case "loans" -> loans;
                                    default -> CLASSES;
                                });
                    }
                }
                statement.update();
            }
        });
        payOut(bank, firstDay);
        for (String table : List.of("account", "loan_account", "loan_terms", "loan_transaction", "posting")) {
            bank.jdbc().sql("vacuum analyze " + table).update();
        }
        return new LoanPopulation(
                firstDay, loans, Schedule.of(terms(firstDay, 0)).instalments().get(0));
    }

    private static LoanTerms terms(LocalDate firstDay, int each) {
        return LoanTerms.of(new Money(PRINCIPAL_MINOR, "USD"), firstDay, new BigDecimal("6.90"), 24)
                .firstDueOn(dueDayOf(firstDay, each))
                .build();
    }

    private static LocalDate dueDayOf(LocalDate firstDay, int each) {
        return HolidayCalendars.WEEKENDS.plusBusinessDays(firstDay, each + 1);
    }

    private static void payOut(Bank bank, LocalDate firstDay) {
        List<EntryRequest> entries = new ArrayList<>();
        bank.jdbc().sql("""
                        select l.account_id, l.linked_account_id from loan_account l
                          join account a on a.id = l.account_id where a.balance_minor = 0 order by 1
                        """).query(row -> {
            entries.add(EntryRequest.move(
                    UUID.randomUUID(),
                    EntryKind.LOAN_DISBURSEMENT,
                    firstDay,
                    "Loan paid out",
                    row.getLong(1),
                    row.getLong(2),
                    PRINCIPAL_MINOR,
                    "USD",
                    false));
        });
        for (int from = 0; from < entries.size(); from += BATCH) {
            if (!bank.ledger().book(entries.subList(from, Math.min(entries.size(), from + BATCH))).stream()
                    .allMatch(BookingOutcome.Booked.class::isInstance)) {
                throw new IllegalStateException("a loan was not paid out");
            }
        }
    }

    /** The day on which the loans of a class pay their first instalment. */
    LocalDate dueDay(int each) {
        if (each >= CLASSES) {
            throw new IllegalArgumentException("there are loans for " + (CLASSES - 1) + " rounds");
        }
        return dueDayOf(firstDay, each);
    }

    int dueEachDay() {
        return loans / CLASSES;
    }

    /** What each loan pays on its day. */
    Schedule.Instalment firstInstalment() {
        return first;
    }
}
