package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditSearch;
import vesper.bank.deposit.CapitalisationPeriod;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.bank.exceptions.ExceptionState;
import vesper.bank.exceptions.FailedItem;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanOpening;
import vesper.batch.interest.Capitalisation;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.operator.OperationRefusedException;
import vesper.batch.operator.OperationRefusedException.Reason;
import vesper.batch.task.Mending.Retried;
import vesper.batch.task.Task;

/** What a night could not do, and what operators do about it. */
class ExceptionsTest {
    private static final Actor OLGA = Night.OLGA;
    private static final Actor ADAM = new Actor(Actor.Kind.STAFF, "adam", "test");

    private final Night night = new Night();
    private final Bank bank = night.test.bank();
    private final ExceptionDesk desk = night.batch.exceptions();

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void aTransferThatFailsIsAnExceptionAndNotTriedAgainUntilAPersonSaysSo() {
        Account poor = night.test.current(10_00);
        Account rich = night.test.current(0);
        long id = night.batch.scheduledTransfers().add(poor.id(), rich.id(), 10_01, "USD", TestBank.DAY, "Rent");
        night.closeOne();

        ExceptionItem item = only();
        assertThat(item.failed())
                .isEqualTo(new FailedItem(
                        "scheduled-transfers",
                        id,
                        "transfer " + id,
                        poor.id(),
                        TestBank.DAY,
                        10_01,
                        "USD",
                        "INSUFFICIENT_FUNDS",
                        true,
                        false));
        assertThat(item.accountNumber()).isEqualTo(poor.number());

        assertThat(desk.retry(OLGA, item.id()).retried()).isEqualTo(Retried.refused("INSUFFICIENT_FUNDS"));
        assertThat(only().tries()).isEqualTo(2);
        fund(poor, 100_00);
        night.closeOne();
        assertThat(night.test.balance(rich)).isZero();
        ExceptionDesk.Outcome done = desk.retry(OLGA, item.id());
        assertThat(done.retried()).isEqualTo(Retried.DONE);
        assertThat(done.item().state()).isEqualTo(ExceptionState.DONE);
        assertThat(night.test.balance(rich)).isEqualTo(10_01);
        refused(Reason.EXCEPTION_STATE, () -> desk.retry(OLGA, item.id()));
        assertThat(night.test.balance(rich)).isEqualTo(10_01);
        assertThat(bank.proof().check().breaks()).isEmpty();
    }

    @Test
    void moneyIsSkippedByTwoAndEachStepIsInTheAuditLog() {
        Account poor = night.test.current(0);
        Account rich = night.test.current(0);
        night.batch.scheduledTransfers().add(poor.id(), rich.id(), 10_01, "USD", TestBank.DAY, "Rent");
        night.closeOne();
        long id = only().id();

        refused(Reason.NOTE_MISSING, () -> desk.skip(OLGA, id, " "));
        assertThat(desk.skip(OLGA, id, "holder withdrew the order").state()).isEqualTo(ExceptionState.SKIP_PROPOSED);
        refused(Reason.FOUR_EYES, () -> desk.approve(OLGA, id));
        assertThat(desk.reject(ADAM, id).state()).isEqualTo(ExceptionState.OPEN);
        desk.skip(OLGA, id, "holder withdrew the order in writing");
        ExceptionItem closed = desk.approve(ADAM, id);

        assertThat(closed.state()).isEqualTo(ExceptionState.SKIPPED);
        assertThat(closed.note()).isEqualTo("holder withdrew the order in writing");
        assertThat(night.rows("select state from scheduled_transfer")).hasToString("[{state=GIVEN_UP}]");
        fund(poor, 100_00);
        night.closeOne();
        assertThat(night.test.balance(rich)).isZero();
        assertThat(bank.audit().search(AuditSearch.ofObject("exception " + id), Long.MAX_VALUE, 10).stream()
                        .map(entry -> entry.event().actor().name() + " "
                                + entry.event().action() + " " + entry.event().outcome() + " "
                                + entry.event().detail()))
                .containsExactly(
                        "adam exception.approve DONE SKIPPED",
                        "olga exception.skip DONE SKIP_PROPOSED",
                        "adam exception.reject DONE OPEN",
                        "olga exception.approve REFUSED FOUR_EYES",
                        "olga exception.skip DONE SKIP_PROPOSED",
                        "olga exception.skip REFUSED NOTE_MISSING");
    }

    @Test
    void aLoanInArrearsIsTriedAgainByTheNightsAndWaitsForNobody() {
        Account linked = night.test.current(0);
        LoanAccount loan = loanOfThreeDays(linked);
        spend(linked, 300_00);

        night.closeUntil(TestBank.DAY.plusDays(2));
        assertThat(waiting()).isEmpty();
        List<ExceptionItem> open = desk.list(ExceptionSearch.OPEN, Long.MAX_VALUE, 10);
        assertThat(open)
                .extracting(ExceptionItem::failed)
                .containsExactly(new FailedItem(
                        "loan-repayments",
                        loan.accountId(),
                        "loan " + loan.number(),
                        linked.id(),
                        TestBank.DAY.plusDays(1),
                        204_02,
                        "USD",
                        "INSUFFICIENT_FUNDS",
                        true,
                        true));
        assertThat(open.get(0).tries()).isEqualTo(2);

        fund(linked, 1_000_00);
        night.closeOne();
        assertThat(night.test.balance(linked)).isEqualTo(1_000_00 - 306_02);
        assertThat(desk.list(ExceptionSearch.OPEN, Long.MAX_VALUE, 10)).isEmpty();
        night.closeOne();
        assertThat(night.test.balance(linked)).isEqualTo(1_000_00 - 306_02);
        assertThat(night.rows("select business_date::text, collected_minor from loan_collection order by 1"))
                .extracting(row -> row.get("business_date") + " " + row.get("collected_minor"))
                .containsExactly("2023-06-06 0", "2023-06-07 0", "2023-06-08 30602");
    }

    /** 300.00 at 1 % a day over 3 days: 102.01, 102.01, 102.00, of it 3.00, 2.01, 1.01 interest. */
    private LoanAccount loanOfThreeDays(Account linked) {
        LoanTerms terms = LoanTerms.of(new Money(300_00, "USD"), TestBank.DAY, BigDecimal.valueOf(360), 3)
                .repaidEvery(1, LoanTerms.Unit.DAYS)
                .build();
        return bank.loans()
                .openAndPayOut(new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms));
    }

    @Test
    void anInstalmentOnABarredAccountIsCollectedByTheNextCloseWhenAsked() {
        Account linked = night.test.current(1_000_00);
        LoanAccount loan = loanOfThreeDays(linked);
        bank.accounts().setStatus(linked.id(), AccountStatus.FROZEN);
        night.closeUntil(TestBank.DAY.plusDays(1));
        ExceptionItem item = only();
        assertThat(item.failed().reason()).isEqualTo("ACCOUNT_FROZEN");

        bank.accounts().setStatus(linked.id(), AccountStatus.OPEN);
        bank.jdbc().sql("update loan_account set collect_on = null").update();
        assertThat(desk.retry(OLGA, item.id()).retried()).isEqualTo(Retried.TONIGHT);
        assertThat(waiting()).isEmpty();
        night.closeOne();

        assertThat(desk.find(item.id()).orElseThrow().state()).isEqualTo(ExceptionState.DONE);
        assertThat(night.rows("select sum(collected_minor)::text as paid from loan_collection where account_id = "
                        + loan.accountId()))
                .hasToString("[{paid=20402}]");
    }

    @Test
    void aLoanThatCannotBeChargedDoesNotHoldUpTheOthersAndIsAnException() {
        Account linked = night.test.current(0);
        LoanAccount broken = loanOfThreeDays(linked);
        LoanAccount frozen = loanOfThreeDays(linked);
        LoanAccount fine = loanOfThreeDays(linked);
        spend(linked, 900_00);
        bank.jdbc()
                .sql("update loan_policy set overdue_fee_minor = 500, grace_days = 0")
                .update();
        night.closeUntil(TestBank.DAY.plusDays(1));
        bank.jdbc()
                .sql("update loan_terms set terms = terms || '{\"instalments\": 0}' where account_id = :account")
                .param("account", broken.accountId())
                .update();
        bank.accounts().setStatus(frozen.accountId(), AccountStatus.FROZEN);
        bank.jdbc()
                .sql("update loan_account set charge_on = :day")
                .param("day", night.today())
                .update();

        night.closeOne();

        assertThat(waiting())
                .extracting(item -> item.failed().step() + " " + item.failed().key() + " "
                        + item.failed().reason())
                .contains("loan-charges " + broken.accountId() + " NOT_COMPUTABLE")
                .doesNotContain("loan-charges " + fine.accountId() + " NOT_COMPUTABLE");
        assertThat(night.rows("select distinct account_id from loan_charge"))
                .extracting(row -> row.get("account_id"))
                .contains(fine.accountId())
                .doesNotContain(broken.accountId());
        assertThat(bank.proof().check().breaks()).isEmpty();
    }

    @Test
    void interestThatCouldNotBePostedIsPostedOnRetry() {
        Account frozen = frozenWithInterest();
        assertThat(only().failed())
                .isEqualTo(new FailedItem(
                        "capitalisation",
                        frozen.id(),
                        "interest to 2023-06-30",
                        frozen.id(),
                        LocalDate.parse("2023-06-30"),
                        1_00,
                        "USD",
                        "ACCOUNT_FROZEN",
                        true,
                        false));
        assertThat(desk.retry(OLGA, only().id()).retried()).isEqualTo(Retried.refused("ACCOUNT_FROZEN"));

        bank.accounts().setStatus(frozen.id(), AccountStatus.OPEN);
        assertThat(desk.retry(OLGA, only().id()).retried()).isEqualTo(Retried.DONE);
        assertThat(night.test.balance(frozen)).isEqualTo(1_00);
        assertThat(waiting()).isEmpty();
        capitalise(LocalDate.parse("2023-07-31"));
        assertThat(night.test.balance(frozen)).isEqualTo(1_00);
    }

    @Test
    void interestThatWasSkippedOrForgottenIsPostedWithTheNextPeriod() {
        Account frozen = frozenWithInterest();

        bank.accounts().setStatus(frozen.id(), AccountStatus.OPEN);
        capitalise(LocalDate.parse("2023-07-31"));

        assertThat(night.test.balance(frozen)).isEqualTo(1_00);
        assertThat(waiting()).isEmpty();
    }

    private Account frozenWithInterest() {
        Account frozen = night.test.current(0);
        LocalDate june = LocalDate.parse("2023-06-30");
        bank.jdbc()
                .sql("insert into interest_accrual values (:account, :day, 'USD', 3650000, 100, 100)")
                .param("account", frozen.id())
                .param("day", june)
                .update();
        bank.accounts().setStatus(frozen.id(), AccountStatus.FROZEN);
        capitalise(june);
        return frozen;
    }

    @Test
    void aMailWithoutAnAddressIsSentOnceTheCustomerHasOne() {
        Account account = night.test.current(5_00);
        bank.jdbc().sql("update customer set email = null").update();
        night.closeUntil(LocalDate.parse("2023-06-30"));
        ExceptionItem item = only();
        assertThat(item.failed().step()).isEqualTo("mail");
        assertThat(item.failed().reason()).isEqualTo("NO_ADDRESS");
        assertThat(item.failed().accountId()).isEqualTo(account.id());

        assertThat(desk.retry(OLGA, item.id()).retried()).isEqualTo(Retried.refused("NO_ADDRESS"));
        bank.jdbc().sql("update customer set email = 'ada@customer.example'").update();
        assertThat(desk.retry(OLGA, item.id()).retried()).isEqualTo(Retried.DONE);
        assertThat(night.rows("select state from mail_outbox")).hasToString("[{state=QUEUED}]");
    }

    @Test
    void aMailIsGivenUpByOnePerson() {
        night.test.current(5_00);
        bank.jdbc().sql("update customer set email = null").update();
        night.closeUntil(LocalDate.parse("2023-06-30"));

        assertThat(desk.skip(OLGA, only().id(), "sent by post").state()).isEqualTo(ExceptionState.SKIPPED);
        assertThat(waiting()).isEmpty();
    }

    private ExceptionItem only() {
        assertThat(waiting()).hasSize(1);
        return waiting().get(0);
    }

    private List<ExceptionItem> waiting() {
        return desk.list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10);
    }

    private static void refused(Reason reason, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        OperationRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private void capitalise(LocalDate monthEnd) {
        Capitalisation task = new Capitalisation(bank, 10, CapitalisationPeriod.MONTH);
        bank.transaction().executeWithoutResult(status -> task.work(monthEnd, Task.START));
    }

    private void fund(Account account, long amountMinor) {
        book(account, amountMinor);
    }

    private void spend(Account account, long amountMinor) {
        book(account, -amountMinor);
    }

    private void book(Account account, long amountMinor) {
        long cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        assertThat(bank.ledger()
                        .book(List.of(EntryRequest.move(
                                UUID.randomUUID(),
                                EntryKind.DEPOSIT,
                                night.today(),
                                "Test",
                                cash,
                                account.id(),
                                amountMinor,
                                "USD",
                                false))))
                .allMatch(outcome -> outcome instanceof BookingOutcome.Booked);
    }
}
