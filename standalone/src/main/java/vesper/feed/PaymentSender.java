package vesper.feed;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vesper.cli.CommandFailure;
import vesper.feed.ApiClient.Answer;

/**
 * Sends payment rows to the API, many at a time, each under its own id as idempotency key, so that a row sent again is
 * booked once. An overloaded or restarting bank is asked again with growing pauses.
 */
public final class PaymentSender {
    private static final int IN_FLIGHT = 64;
    private static final int ATTEMPTS = 12;

    private final ApiClient client;
    private final String currency;
    private final double perSecond;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final FailsafeExecutor<Answer> retrying = Failsafe.with(RetryPolicy.<Answer>builder()
            .handle(IOException.class)
            .handleResultIf(PaymentSender::worthAnotherTry)
            .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(10))
            .withMaxAttempts(ATTEMPTS)
            .build());
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private long sent;
    private long startNanos;
    private volatile @Nullable Throwable failure;

    /**
     * A sender to the bank that the client talks to.
     *
     * @param currency for rows that name none
     * @param perSecond at most so many payments a second; 0: as many as the bank takes
     */
    public PaymentSender(ApiClient client, String currency, double perSecond) {
        this.client = client;
        this.currency = currency;
        this.perSecond = perSecond;
    }

    public long accepted() {
        return accepted.sum();
    }

    public long refused() {
        return refused.sum();
    }

    /** Opens accounts for cards that the bank does not know: a customer, a current account with funds, and the card. */
    public void openAccounts(List<Map<String, Object>> cardAccounts) {
        for (int from = 0; from < cardAccounts.size(); from += 500) {
            Map<String, Object> batch = new LinkedHashMap<>();
            batch.put(
                    "cardAccounts",
                    new ArrayList<>(cardAccounts.subList(from, Math.min(cardAccounts.size(), from + 500))));
            Answer answer = post("/v1/card-accounts/batch", batch).join();
            if (answer.status() / 100 != 2) {
                throw new CommandFailure("the bank does not open accounts: " + answer.problem());
            }
        }
    }

    /**
     * Sends one row; returns as soon as it is on its way, and waits while too many are.
     *
     * @param onRefused called, by another thread, if the bank refuses it for good
     * @throws CommandFailure if an earlier row could not be sent at all
     */
    @SuppressWarnings("FutureReturnValueIgnored") // its end is seen to in whenComplete
    public void send(PaymentRow row, BiConsumer<PaymentRow, String> onRefused) {
        pace();
        inFlight.acquireUninterruptibly();
        checkFailure();
        post("/v1/payments", row.request(currency), "Idempotency-Key", row.id()).whenComplete((answer, thrown) -> {
            if (thrown != null) {
                failure = thrown;
            } else if (answer.status() / 100 == 2) {
                accepted.increment();
            } else {
                refused.increment();
                onRefused.accept(row, answer.problem());
            }
            inFlight.release();
        });
    }

    /** Waits until every row sent has its answer. */
    public void flush() {
        inFlight.acquireUninterruptibly(IN_FLIGHT);
        inFlight.release(IN_FLIGHT);
        checkFailure();
    }

    private void checkFailure() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw thrown instanceof CompletionException && thrown.getCause() instanceof CommandFailure known
                    ? known
                    : new CommandFailure("a payment could not be sent: " + thrown.getMessage(), thrown);
        }
    }

    private void pace() {
        if (perSecond > 0) {
            if (sent == 0) {
                startNanos = System.nanoTime();
            }
            long due = startNanos + (long) (sent * 1e9 / perSecond);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
        sent++;
    }

    private CompletableFuture<Answer> post(String path, Object body, String... headers) {
        return retrying.getStageAsync(() -> client.post(path, body, headers));
    }

    private static boolean worthAnotherTry(Answer answer) {
        return answer.status() == 429 || answer.status() == 503 || answer.status() == 409;
    }
}
