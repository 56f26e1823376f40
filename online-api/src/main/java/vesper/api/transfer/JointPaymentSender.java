package vesper.api.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vesper.api.ApiSettings;
import vesper.api.payment.Transfers;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.holder.JointPayment;
import vesper.bank.money.Money;

/**
 * Sends transfers that two have signed. Who approves one sends it; what an interruption left unsent is sent by a thread of any process
 * that comes by. A transfer's key follows from its id, so it is one payment however often it is sent.
 */
@Component
final class JointPaymentSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JointPaymentSender.class);
    private static final Duration LEFT = Duration.ofSeconds(30);
    private static final int AT_ONCE = 100;
    private static final int FIRST_OF_OURS = 500;

    private final Bank bank;
    private final Transfers transfers;
    private final Duration timeout;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "joint-payments");
        daemon.setDaemon(true);
        return daemon;
    });

    JointPaymentSender(Bank bank, Transfers transfers, ApiSettings settings) {
        this.bank = bank;
        this.transfers = transfers;
        timeout = settings.kafkaTimeout().plusSeconds(1);
        var unused = thread.scheduleWithFixedDelay(
                this::sendWhatIsLeft, LEFT.toSeconds(), LEFT.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Sends an approved transfer, and notes that it is sent or refused.
     *
     * @throws ProblemException 503 if it cannot be sent now; it will be
     */
    void send(JointPayment payment) {
        try {
            UUID id = transfers.send(agreed(payment)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            bank.jointPayments().sent(payment.id(), id);
        } catch (ProblemException e) {
            refused(payment, e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ProblemException problem)) {
                throw new IllegalStateException("a transfer could not be sent", e);
            }
            refused(payment, problem);
        } catch (TimeoutException e) {
            throw later();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw later();
        }
    }

    private void refused(JointPayment payment, ProblemException problem) {
        if (problem.problem().status() >= FIRST_OF_OURS) {
            throw problem;
        }
        bank.jointPayments().refused(payment.id(), problem.problem().code());
    }

    private static ProblemException later() {
        return ProblemException.retryLater(
                ProblemCode.UNAVAILABLE, "It is approved and will be sent; read it again in a minute.", 60);
    }

    private Transfers.Agreed agreed(JointPayment payment) {
        return new Transfers.Agreed(
                payment.login(),
                "joint-payment:" + payment.id(),
                number(payment.debtorAccountId()),
                number(payment.creditorAccountId()),
                new Money(payment.amountMinor(), payment.currency()).toDecimal().toPlainString(),
                payment.currency(),
                payment.narrative());
    }

    private String number(long accountId) {
        return bank.accounts().byId(accountId).map(Account::number).orElseThrow();
    }

    private void sendWhatIsLeft() {
        try {
            sendLeft(Instant.now());
        } catch (RuntimeException e) {
            LOG.warn("approved transfers cannot be sent now: {}", e.toString());
        }
    }

    /** Sends those approved a while before {@code now}. */
    void sendLeft(Instant now) {
        bank.jointPayments().unsent(now, LEFT, AT_ONCE).forEach(this::send);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
