package vesper.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import vesper.bank.Bank;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;

/**
 * Savings accounts for the close, each with 1,000.00 and the interest accrued since the first of the month. They are down as
 * opened in the next month, so that the month's end makes no statements of them: those have a benchmark of their own.
 */
final class DepositPopulation {
    private static final long BALANCE_MINOR = 1_000_00;
    private static final int BATCH = 5_000;

    private DepositPopulation() {}

    /**
     * Opens the accounts.
     *
     * @param day the bank's business date; interest is accrued up to the day before it
     */
    static void create(Bank bank, int accounts, LocalDate day) {
        bank.jdbc()
                .sql("""
                        insert into account (number, kind, product_code, customer_id, currency, name, opened_on)
                        select 'SAVINGS' || n, 'SAVINGS', 'savings', customer.id, 'USD', 'Savings account', :opened
                          from generate_series(1, :accounts) n, customer where customer.reference = 'bench'
                        """)
                .param("opened", day.plusMonths(1).withDayOfMonth(1))
                .param("accounts", accounts)
                .update();
        long cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        List<Long> ids = bank.jdbc()
                .sql("select id from account where number like 'SAVINGS%' order by id")
                .query(Long.class)
                .list();
        for (int from = 0; from < ids.size(); from += BATCH) {
            bank.ledger()
                    .book(ids.subList(from, Math.min(ids.size(), from + BATCH)).stream()
                            .map(id -> deposit(cash, id, day))
                            .toList());
        }
        bank.jdbc()
                .sql("""
                        insert into interest_accrual (account_id, business_date, currency, balance_minor, rate_bps, amount_minor)
                        select id, accrued::date, currency, balance_minor, 200,
                               round(balance_minor::numeric(38, 20) * 200 / 3650000, 10)
                          from account, generate_series(:from::date, :to::date, interval '1 day') accrued
                         where number like 'SAVINGS%'
                        """)
                .param("from", day.withDayOfMonth(1))
                .param("to", day.minusDays(1))
                .update();
        for (String table : List.of("account", "journal_entry", "posting", "interest_accrual")) {
            bank.jdbc().sql("vacuum analyze " + table).update();
        }
    }

    private static EntryRequest deposit(long cash, long account, LocalDate day) {
        return EntryRequest.move(
                UUID.randomUUID(), EntryKind.OPENING, day, "", cash, account, BALANCE_MINOR, "USD", false);
    }
}
