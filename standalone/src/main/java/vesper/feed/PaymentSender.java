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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vesper.cli.CommandFailure;
import vesper.feed.ApiClient.Answer;

/**
 * Sends payment rows to the API, in batches and several of them at a time, each row under its own id as idempotency key, so
 * that a row sent again is booked once. What an overloaded or restarting bank does not take is sent again after growing
 * pauses.
 */
public final class PaymentSender {
    private static final int BATCH = 50;
    private static final int IN_FLIGHT = 4;
    private static final int ATTEMPTS = 12;
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(409, 429, 503);

    private final ApiClient client;
    private final String currency;
    private final double perSecond;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final FailsafeExecutor<Pending> retrying = Failsafe.with(RetryPolicy.<Pending>builder()
            .handle(IOException.class)
            .handleResultIf(pending -> !pending.rows.isEmpty())
            .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(10))
            .withMaxAttempts(ATTEMPTS)
            .build());
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private List<Sending> next = new ArrayList<>(BATCH);
    private long sent;
    private long startNanos;
    private volatile @Nullable Throwable failure;

    private record Sending(PaymentRow row, BiConsumer<PaymentRow, String> onRefused) {}

    /** The rows of a batch that have no final answer yet, and the last one's reason. */
    private static final class Pending {
        private List<Sending> rows;
        private String reason = "";

        Pending(List<Sending> rows) {
            this.rows = rows;
        }
    }

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
            Answer answer = client.post("/v1/card-accounts/batch", batch).join();
            if (answer.status() / 100 != 2) {
                throw new CommandFailure("the bank does not open accounts: " + answer.problem());
            }
        }
    }

    /**
     * Takes one row to be sent with others; waits while too many are on their way.
     *
     * @param onRefused called, by another thread, if the bank refuses it for good
     * @throws CommandFailure if an earlier row could not be sent at all
     */
    public void send(PaymentRow row, BiConsumer<PaymentRow, String> onRefused) {
        pace();
        next.add(new Sending(row, onRefused));
        if (next.size() == BATCH || (perSecond > 0 && next.size() >= perSecond / 20)) {
            sendBatch();
        }
    }

    /** Waits until every row sent has its answer. */
    public void flush() {
        if (!next.isEmpty()) {
            sendBatch();
        }
        inFlight.acquireUninterruptibly(IN_FLIGHT);
        inFlight.release(IN_FLIGHT);
        checkFailure();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its end is seen to in whenComplete
    private void sendBatch() {
        Pending pending = new Pending(next);
        next = new ArrayList<>(BATCH);
        inFlight.acquireUninterruptibly();
        checkFailure();
        retrying.getStageAsync(() -> attempt(pending)).whenComplete((tried, thrown) -> {
            if (thrown != null) {
                failure = thrown;
            } else {
                // After the last attempt: the bank still does not take these.
                tried.rows.forEach(sending -> refuse(sending, tried.reason));
            }
            inFlight.release();
        });
    }

    /** Sends what is pending, and leaves pending what is worth another try. */
    private CompletableFuture<Pending> attempt(Pending pending) {
        List<Map<String, Object>> items = pending.rows.stream()
                .map(sending -> Map.of(
                        "idempotencyKey",
                        sending.row().id(),
                        "payment",
                        sending.row().request(currency)))
                .toList();
        return client.post("/v1/payments/batch", Map.of("payments", items)).thenApply(answer -> {
            pending.reason = answer.problem();
            if (answer.status() == 200) {
                settle(pending, answer.body().path("payments"));
            } else if (!WORTH_ANOTHER_TRY.contains(answer.status())) {
                throw new CommandFailure("the bank does not take payments: " + answer.problem());
            }
            return pending;
        });
    }

    private void settle(Pending pending, JsonNode answers) {
        List<Sending> again = new ArrayList<>();
        for (int n = 0; n < pending.rows.size(); n++) {
            Sending sending = pending.rows.get(n);
            JsonNode problem = answers.path(n).path("problem");
            if (answers.path(n).has("payment")) {
                accepted.increment();
            } else if (WORTH_ANOTHER_TRY.contains(problem.path("status").asInt())) {
                pending.reason = Answer.problem(problem);
                again.add(sending);
            } else {
                refuse(sending, Answer.problem(problem));
            }
        }
        pending.rows = again;
    }

    private void refuse(Sending sending, String reason) {
        refused.increment();
        sending.onRefused().accept(sending.row(), reason);
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
}
