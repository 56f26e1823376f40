package vesper.api.payment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import vesper.api.ApiSettings;

/** How many outcomes each caller waits for: each wait holds a connection and an answer, though no thread. */
@Component
final class Waits {
    private final int perCaller;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    Waits(ApiSettings settings) {
        perCaller = settings.maxWaits();
    }

    /** Counts one more, to be given back by {@link #leave}; false if the caller has as many as allowed. */
    boolean enter(String caller) {
        boolean[] entered = {false};
        open.compute(caller, (any, waiting) -> {
            int now = waiting == null ? 0 : waiting;
            entered[0] = now < perCaller;
            return entered[0] ? Integer.valueOf(now + 1) : waiting;
        });
        return entered[0];
    }

    void leave(String caller) {
        open.computeIfPresent(caller, (any, waiting) -> waiting == 1 ? null : waiting - 1);
    }

    int of(String caller) {
        return open.getOrDefault(caller, 0);
    }
}
