package vesper.api.payment;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Answers requests with what Kafka says some milliseconds later. While few requests wait, each does so on its own thread: an
 * answer that is given later passes through the server, its filters and its dispatcher a second time, which costs more than
 * taking the payment did. When many wait, or Kafka takes its time, answers come later and hold no thread.
 */
final class Answers {
    private static final int WAITING = 64;
    private static final long MOMENT_MS = 50;

    private final Semaphore places = new Semaphore(WAITING);

    /**
     * What a controller returns for an answer that comes soon.
     *
     * @param limit bounds how long a later answer may take
     * @return the answer itself, or a {@link DeferredResult} that will have it
     * @throws CompletionException with what the answer failed with, if it failed within the moment
     */
    Object soon(CompletableFuture<?> answer, Duration limit) {
        if (!places.tryAcquire()) {
            return later(answer, limit);
        }
        try {
            return answer.get(MOMENT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return later(answer, limit);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return later(answer, limit);
        } finally {
            places.release();
        }
    }

    /** What a controller returns for an answer that is waited for: it holds no thread. */
    static <T> DeferredResult<T> later(CompletableFuture<T> answer, Duration limit) {
        DeferredResult<T> result = new DeferredResult<>(limit.toMillis());
        // Runs on the thread that completes the future; setting the result hands over to the server's own threads.
        var unused = answer.whenComplete((response, failure) -> {
            if (failure == null) {
                result.setResult(response);
            } else {
                result.setErrorResult(failure);
            }
        });
        return result;
    }
}
