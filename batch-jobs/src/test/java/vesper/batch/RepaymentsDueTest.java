package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanOpening;
import vesper.bank.servicing.Repayment;
import vesper.batch.lending.RepaymentsDue;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;

/** What the night collects of loans, and when it tries again. The first due date, 9 June 2023, is a Friday. */
class RepaymentsDueTest {
    private static final LocalDate DUE = LocalDate.parse("2023-06-09");

    private final Night night = new Night(Night.chunksOf(2));
    private final Bank bank = night.test.bank();

    @AfterEach
    void close() {
        night.close();
    }

    /** 300.00 without interest in three instalments of 100.00, a week apart; the linked account is left with a balance. */
    private LoanAccount loan(Account linked, long leftMinor) {
        LoanTerms terms = LoanTerms.of(new Money(300_00, "USD"), TestBank.DAY, BigDecimal.ZERO, 3)
                .repaidEvery(1, LoanTerms.Unit.WEEKS)
                .firstDueOn(DUE)
                .build();
        LoanAccount loan = bank.loans()
                .openAndPayOut(new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms));
        deposit(linked, leftMinor - night.test.balance(linked));
        return loan;
    }

    private void deposit(Account account, long amountMinor) {
        if (amountMinor == 0) {
            return;
        }
        long cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        bank.ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(),
                        EntryKind.DEPOSIT,
                        night.today(),
                        "Test",
                        cash,
                        account.id(),
                        amountMinor,
                        "USD",
                        false)));
    }

    private List<String> attempts(LoanAccount loan) {
        return bank.jdbc()
                .sql("""
                        select business_date || ' ' || collected_minor || '/' || due_minor || ' ' || coalesce(reason, 'paid')
                          from loan_collection where account_id = :account order by business_date
                        """)
                .param("account", loan.accountId())
                .query(String.class)
                .list();
    }

    private long owed(LoanAccount loan) {
        return -bank.accounts().byId(loan.accountId()).orElseThrow().balanceMinor();
    }

    @Test
    void whatIsThereIsTakenAndTheRestOnTheNextBusinessDay() {
        Account linked = night.test.current(0);
        LoanAccount loan = loan(linked, 30_00);
        night.closeUntil(DUE);
        assertThat(owed(loan)).isEqualTo(270_00);
        assertThat(night.test.balance(linked)).isZero();

        deposit(linked, 500_00);
        night.closeUntil(DUE.plusDays(2));
        assertThat(attempts(loan)).hasSize(1);
        night.closeUntil(DUE.plusDays(7));

        assertThat(attempts(loan))
                .containsExactly(
                        "2023-06-09 3000/10000 INSUFFICIENT_FUNDS",
                        "2023-06-12 7000/7000 paid",
                        "2023-06-16 10000/10000 paid");
        assertThat(owed(loan)).isEqualTo(100_00);
    }

    @Test
    void collectionRestsAfterThePolicysDaysUntilTheNextInstalment() {
        policy(2, true);
        bank.jdbc()
                .sql("update loan_policy set overdue_fee_minor = 0, penalty_pct = 0")
                .update();
        LoanAccount loan = loan(night.test.current(0), 0);

        night.closeUntil(DUE.plusDays(22));

        assertThat(attempts(loan))
                .containsExactly(
                        "2023-06-09 0/10000 INSUFFICIENT_FUNDS",
                        "2023-06-12 0/10000 INSUFFICIENT_FUNDS",
                        "2023-06-16 0/20000 INSUFFICIENT_FUNDS",
                        "2023-06-19 0/20000 INSUFFICIENT_FUNDS",
                        "2023-06-23 0/30000 INSUFFICIENT_FUNDS",
                        "2023-06-26 0/30000 INSUFFICIENT_FUNDS");
    }

    @Test
    void aPolicyWithoutPartsTakesAllOrNothing() {
        policy(5, false);
        LoanAccount loan = loan(night.test.current(0), 99_99);

        night.closeUntil(DUE);

        assertThat(attempts(loan)).containsExactly("2023-06-09 0/10000 INSUFFICIENT_FUNDS");
        assertThat(owed(loan)).isEqualTo(300_00);
    }

    private void policy(int days, boolean parts) {
        bank.jdbc()
                .sql("update loan_policy set collection_days = :days, part_collection = :parts")
                .param("days", days)
                .param("parts", parts)
                .update();
    }

    @Test
    void whatHoldsOneLoanUpDoesNotHoldUpTheOthers() {
        LoanAccount frozen = loan(night.test.current(0), 500_00);
        bank.accounts().setStatus(frozen.linkedAccountId(), AccountStatus.FROZEN);
        LoanAccount unreadable = loan(night.test.current(0), 500_00);
        bank.jdbc()
                .sql("update loan_terms set terms = terms || '{\"instalments\": 0}' where account_id = :account")
                .param("account", unreadable.accountId())
                .update();
        Account shared = night.test.current(0);
        LoanAccount first = loan(shared, 0);
        LoanAccount second = loan(shared, 150_00);

        night.closeUntil(DUE);

        assertThat(attempts(frozen)).containsExactly("2023-06-09 0/10000 ACCOUNT_FROZEN");
        assertThat(attempts(unreadable)).containsExactly("2023-06-09 0/0 NOT_COMPUTABLE");
        assertThat(attempts(first)).containsExactly("2023-06-09 10000/10000 paid");
        assertThat(attempts(second)).containsExactly("2023-06-09 5000/10000 INSUFFICIENT_FUNDS");
        assertThat(night.batch.exceptions().list(ExceptionSearch.OPEN, Long.MAX_VALUE, 10))
                .extracting(item -> item.accountNumber() + " " + item.failed().reason() + " "
                        + item.failed().triedAgain())
                .containsExactlyInAnyOrder(
                        numberOf(frozen.linkedAccountId()) + " ACCOUNT_FROZEN false",
                        numberOf(unreadable.linkedAccountId()) + " NOT_COMPUTABLE false",
                        shared.number() + " INSUFFICIENT_FUNDS true");
    }

    private String numberOf(long account) {
        return bank.accounts().byId(account).orElseThrow().number();
    }

    @Test
    void aTaskDoneTwiceCollectsOnce() {
        for (int i = 0; i < 5; i++) {
            loan(night.test.current(0), 80_00 + i * 10_00);
        }
        night.closeUntil(DUE.minusDays(1));
        RepaymentsDue task = new RepaymentsDue(bank, 2);
        List<Long> ends = runAll(task);
        assertThat(ends).hasSize(3);
        var books = Books.read(bank.jdbc());

        assertThat(runAll(task)).hasSize(1);

        assertThat(Books.read(bank.jdbc())).isEqualTo(books);
        assertThat(bank.proof().check().breaks()).isEmpty();
    }

    private List<Long> runAll(Task task) {
        List<Long> ends = new ArrayList<>();
        long after = Task.START;
        while (true) {
            long from = after;
            Chunk chunk = bank.transaction().execute(status -> task.work(DUE, from));
            ends.add(chunk.upTo());
            if (chunk.last()) {
                return ends;
            }
            after = chunk.upTo();
        }
    }

    @Test
    void aLoanPaidByHandIsNotCollected() {
        Account linked = night.test.current(0);
        LoanAccount loan = loan(linked, 500_00);
        bank.loans().repay(new Repayment(UUID.randomUUID(), loan.accountId(), null, new Money(100_00, "USD"), null));

        night.closeUntil(DUE);
        assertThat(attempts(loan)).isEmpty();
        night.closeUntil(DUE.plusDays(7));
        assertThat(attempts(loan)).containsExactly("2023-06-16 10000/10000 paid");
    }
}
