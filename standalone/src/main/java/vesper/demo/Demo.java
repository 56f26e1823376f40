package vesper.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.audit.Actor;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.money.Money;
import vesper.bank.payment.PaymentStatus;
import vesper.bank.servicing.LoanOpening;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.cli.CommandFailure;
import vesper.feed.ApiClient;
import vesper.feed.PaymentRow;
import vesper.feed.PaymentSender;
import vesper.reporting.mail.MailState;
import vesper.up.RunningBank;

/**
 * The demo, step by step: opens the customers' accounts, sends each day's payments and closes the day, goes on closing to the
 * end of the month, waits for the statements to be mailed, and proves the books.
 */
final class Demo {
    static final LocalDate FIRST_DAY = LocalDate.of(2023, 6, 5);
    private static final LocalDate LAST_DAY = LocalDate.of(2023, 6, 30);
    private static final String OPENING_BALANCE = "5000.00";
    private static final Duration MAIL_LIMIT = Duration.ofSeconds(60);
    private static final long MAIL_POLL_MS = 50;

    private final RunningBank running;
    private final Bank bank;
    private final PaymentSender sender;
    private final Consumer<String> progress;
    private final BooleanSupplier stopped;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long sent;
    private int daysClosed;
    private boolean proofHolds;

    /** @param stopped asked between steps; once true, the demo ends with a {@link CancellationException} */
    Demo(RunningBank running, ApiClient client, Consumer<String> progress, BooleanSupplier stopped) {
        this.running = running;
        this.bank = running.bank();
        this.sender = new PaymentSender(client, DemoFiles.CURRENCY, 0);
        this.progress = progress;
        this.stopped = stopped;
    }

    /** @param startSeconds what it took to start the bank */
    DemoResult run(double startSeconds) {
        seconds.put("start", startSeconds);
        timed("accounts", this::openAccounts);
        SortedMap<LocalDate, List<PaymentRow>> week = DemoFiles.payments();
        week.forEach((day, rows) -> {
            timed("payments", () -> send(day, rows));
            timed("close", () -> closeUntil(day));
        });
        timed("close", () -> closeUntil(LAST_DAY));
        timed("mail", this::awaitMails);
        timed("proof", () -> proofHolds = bank.proof().check().holds());
        return result(proofHolds ? "holds" : "broken");
    }

    private void timed(String stage, Runnable work) {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("stopped before the demo was over");
        }
        long start = System.nanoTime();
        work.run();
        seconds.merge(stage, (System.nanoTime() - start) / 1e9, Double::sum);
    }

    private void openAccounts() {
        List<Map<String, Object>> cardAccounts = DemoFiles.cardAccounts(OPENING_BALANCE);
        sender.openAccounts(cardAccounts);
        openSavingsAndLoans();
        progress.accept(String.format("opened %,d customers' accounts", cardAccounts.size()));
    }

    /** Every eighth customer saves, with a monthly transfer; every twentieth has a loan. */
    private void openSavingsAndLoans() {
        record Holder(long accountId, long customerId) {}
        List<Holder> holders = bank.jdbc()
                .sql("select id, customer_id from account where kind = 'CURRENT' order by id")
                .query((row, n) -> new Holder(row.getLong(1), row.getLong(2)))
                .list();
        List<EntryRequest> deposits = new ArrayList<>();
        for (int i = 0; i < holders.size(); i++) {
            Holder holder = holders.get(i);
            if (i % 8 == 0) {
                deposits.add(openSavings(holder.accountId(), holder.customerId(), 200_00 + i * 2_00L));
            }
            if (i % 20 == 0) {
                lend(holder.accountId(), holder.customerId(), 3_000_00 + i * 25_00L);
            }
        }
        for (BookingOutcome outcome : bank.ledger().book(deposits)) {
            if (outcome instanceof BookingOutcome.Refused refused) {
                throw new IllegalStateException("a savings deposit was refused: " + refused.reason());
            }
        }
    }

    /** Two years at 6.90 %, the first instalment on 20 June with interest from the first day. */
    private void lend(long linkedId, long customerId, long principalMinor) {
        LoanTerms terms = LoanTerms.of(
                        new Money(principalMinor, DemoFiles.CURRENCY), FIRST_DAY, new BigDecimal("6.90"), 24)
                .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.SAME_AS_REPAYMENT_PERIOD, true)
                .firstDueOn(LocalDate.of(2023, 6, 20))
                .build();
        UUID opening = Ids.of("demo-loan", Long.toString(linkedId));
        bank.loans().openAndPayOut(new LoanOpening(opening, customerId, linkedId, "loan", terms));
    }

    private EntryRequest openSavings(long currentId, long customerId, long depositMinor) {
        Account savings = bank.accounts()
                .open(new Accounts.Opening(customerId, "savings", DemoFiles.CURRENCY, 0, "Savings account", FIRST_DAY));
        running.batch()
                .scheduledTransfers()
                .add(currentId, savings.id(), 50_00, DemoFiles.CURRENCY, LocalDate.of(2023, 6, 15), "Monthly saving");
        return EntryRequest.move(
                Ids.of("demo-savings", savings.number()),
                EntryKind.TRANSFER,
                FIRST_DAY,
                "To savings",
                currentId,
                savings.id(),
                depositMinor,
                DemoFiles.CURRENCY,
                true);
    }

    private void send(LocalDate day, List<PaymentRow> rows) {
        AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();
        for (PaymentRow row : rows) {
            sender.send(row, (refused, reason) -> firstRefusal.compareAndSet(null, reason));
        }
        sender.flush();
        sent += rows.size();
        String refusal = firstRefusal.get();
        progress.accept(String.format(
                "%s: %,d payments accepted%s", day, rows.size(), refusal == null ? "" : "; first refusal: " + refusal));
    }

    private void closeUntil(LocalDate day) {
        List<RunView> runs = running.batch().operations().closeUntil(Actor.system("demo"), day, run -> {
            progress.accept(run.businessDate() + ": closed, " + run.status());
            if (stopped.getAsBoolean()) {
                throw new CancellationException("stopped before the demo was over");
            }
        });
        for (RunView run : runs) {
            if (run.status() != RunStatus.COMPLETED) {
                throw new CommandFailure("the close of " + run.businessDate() + " did not complete: " + run.reason());
            }
        }
        daysClosed += runs.size();
    }

    private void awaitMails() {
        long giveUpAt = System.nanoTime() + MAIL_LIMIT.toNanos();
        while (unsent() > 0 && System.nanoTime() < giveUpAt && !stopped.getAsBoolean()) {
            try {
                Thread.sleep(MAIL_POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private long unsent() {
        Map<MailState, Long> counts = running.reporting().mailOutbox().counts();
        return counts.values().stream().mapToLong(Long::longValue).sum() - counts.getOrDefault(MailState.SENT, 0L);
    }

    private DemoResult result(String proof) {
        Map<PaymentStatus, Long> payments = new EnumMap<>(PaymentStatus.class);
        bank.jdbc().sql("select status, count(*) from payment group by status").query(row -> {
            payments.put(PaymentStatus.valueOf(row.getString(1)), row.getLong(2));
        });
        long declined = payments.getOrDefault(PaymentStatus.DECLINED, 0L)
                + payments.getOrDefault(PaymentStatus.REFUSED, 0L)
                + payments.getOrDefault(PaymentStatus.REJECTED, 0L);
        long mailed = running.reporting().mailOutbox().counts().getOrDefault(MailState.SENT, 0L);
        seconds.put(
                "total",
                seconds.values().stream().mapToDouble(Double::doubleValue).sum());
        seconds.replaceAll((stage, value) -> Math.round(value * 10) / 10.0);
        return new DemoResult(
                sent,
                sender.accepted(),
                sender.refused(),
                payments.getOrDefault(PaymentStatus.BOOKED, 0L),
                declined,
                payments.getOrDefault(PaymentStatus.IN_REVIEW, 0L),
                daysClosed,
                mailed,
                unsent() + Math.max(0, mailed - running.inbox().count()),
                proof,
                seconds);
    }
}
