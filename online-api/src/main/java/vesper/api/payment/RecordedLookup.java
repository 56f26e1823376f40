package vesper.api.payment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import vesper.bank.payment.Payments;
import vesper.bank.payment.RecordedPayment;

/**
 * Looks for payments in the database without holding the threads that ask. One thread asks for all ids that have come in
 * since its last query began, some milliseconds before at least, so the more requests there are, the fewer queries each costs. Who
 * asks when nobody did just before does not wait.
 */
final class RecordedLookup implements AutoCloseable {
    private static final int AT_ONCE = 500;
    /** A query takes less than a millisecond: without a pause, thousands of payments a second would make thousands of queries. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Payments payments;
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "payment-lookup");
    private volatile boolean running = true;

    private record Question(UUID id, CompletableFuture<Optional<RecordedPayment>> answer) {}

    RecordedLookup(Payments payments) {
        this.payments = payments;
        thread.setDaemon(true);
        thread.start();
    }

    /** The payment, if it is recorded; fails with the database's exception. What follows runs on the look-up thread. */
    CompletableFuture<Optional<RecordedPayment>> find(UUID id) {
        Question question = new Question(id, new CompletableFuture<>());
        questions.add(question);
        return question.answer();
    }

    private void run() {
        List<Question> asked = new ArrayList<>(AT_ONCE);
        while (running) {
            try {
                asked.add(questions.take());
                questions.drainTo(asked, AT_ONCE - 1);
                long began = System.nanoTime();
                answer(asked);
                asked.clear();
                TimeUnit.NANOSECONDS.sleep(began + PAUSE_NANOS - System.nanoTime());
            } catch (InterruptedException e) {
                // Closed; whoever waits is told below.
                running = false;
            }
        }
        questions.forEach(question -> question.answer().cancel(false));
    }

    private void answer(List<Question> asked) {
        Map<UUID, RecordedPayment> found = new HashMap<>();
        try {
            payments.recorded(asked.stream().map(Question::id).toList())
                    .forEach(payment -> found.put(payment.id(), payment));
        } catch (RuntimeException e) {
            asked.forEach(question -> question.answer().completeExceptionally(e));
            return;
        }
        asked.forEach(question -> question.answer().complete(Optional.ofNullable(found.get(question.id()))));
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}
