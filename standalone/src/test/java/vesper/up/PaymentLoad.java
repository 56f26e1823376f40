package vesper.up;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import vesper.cli.CommandFailure;
import vesper.feed.ApiClient;
import vesper.feed.ApiClient.Answer;
import vesper.feed.RunningApi;

/**
 * A client that keeps sending card payments while the bank comes and goes. It remembers what the bank acknowledged; what it has
 * no answer to, it sends again under the same key.
 */
final class PaymentLoad {
    private static final int CARDS = 40;
    private static final int IN_FLIGHT = 24;

    private final Path home;
    private final Map<String, UUID> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean running;
    private Thread thread = new Thread();

    PaymentLoad(Path home) {
        this.home = home;
    }

    /** Payments that the bank has answered with 202, by key. */
    Map<String, UUID> acknowledged() {
        return acknowledged;
    }

    int sent() {
        return next.get();
    }

    void openAccounts() {
        List<Map<String, Object>> accounts = new ArrayList<>();
        for (int i = 0; i < CARDS; i++) {
            accounts.add(Map.of("card", card(i), "currency", "EUR", "openingBalance", "100000.00"));
        }
        Answer answer = client().post("/v1/card-accounts/batch", Map.of("cardAccounts", accounts))
                .join();
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.problem());
        }
    }

    /** Sends until {@link #stop} or until the bank is gone. */
    void start() {
        running = true;
        ApiClient client = client();
        thread = new Thread(() -> sendOn(client), "payments");
        thread.start();
    }

    void stop() throws InterruptedException {
        running = false;
        thread.join();
        inFlight.acquire(IN_FLIGHT);
        inFlight.release(IN_FLIGHT);
    }

    /** Sends again what has no answer, until everything has one. */
    void settle() throws InterruptedException {
        ApiClient client = client();
        for (String key : List.copyOf(unanswered)) {
            send(client, key);
        }
        inFlight.acquire(IN_FLIGHT);
        inFlight.release(IN_FLIGHT);
        if (!unanswered.isEmpty() || !refused.isEmpty()) {
            throw new IllegalStateException(
                    "from a bank that is up, no answer to " + unanswered.size() + " payments, and refused: " + refused);
        }
    }

    private void sendOn(ApiClient client) {
        while (running) {
            try {
                send(client, "load-" + next.getAndIncrement());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(ApiClient client, String key) throws InterruptedException {
        inFlight.acquire();
        unanswered.add(key);
        int number = Integer.parseInt(key.substring("load-".length()));
        Map<String, Object> payment = Map.of(
                "type",
                "card_payment",
                "card",
                card(number % CARDS),
                "merchant",
                "Merchant " + number % 7,
                "category",
                "grocery_pos",
                "amount",
                "1." + String.format("%02d", number % 100),
                "currency",
                "EUR",
                "time",
                Instant.EPOCH.plusSeconds(1_790_000_000L + number).toString());
        try {
            client.post("/v1/payments", payment, "Idempotency-Key", key)
                    .handle((answer, thrown) -> {
                        if (thrown == null && answer.status() == 202) {
                            acknowledged.put(
                                    key,
                                    UUID.fromString(answer.body().path("id").asString()));
                            unanswered.remove(key);
                        } else if (thrown == null && answer.status() != 503 && answer.status() != 409) {
                            refused.add(key + ": " + answer.problem());
                        }
                        inFlight.release();
                        return answer;
                    })
                    .exceptionally(thrown -> null);
        } catch (CommandFailure e) {
            // The bank went away before it gave a token.
            inFlight.release();
            running = false;
        }
    }

    private ApiClient client() {
        return RunningApi.client(home);
    }

    /** A card number with a valid check digit (Luhn, ISO/IEC 7812-1). */
    private static String card(int n) {
        String body = "400000" + String.format("%09d", n);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return body + (10 - sum % 10) % 10;
    }
}
