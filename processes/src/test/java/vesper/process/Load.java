package vesper.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import vesper.cli.CommandFailure;
import vesper.feed.ApiClient;
import vesper.feed.ApiClient.Answer;

/** A client that sends card payments through the gateway one after the other, each until the bank has acknowledged it. */
final class Load {
    private static final int CARDS = 60;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ApiClient client;
    private final Map<String, UUID> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean running;
    private Thread thread = new Thread();

    Load(ApiClient client) {
        this.client = client;
    }

    Map<String, UUID> acknowledged() {
        return acknowledged;
    }

    void openAccounts() {
        List<Map<String, Object>> accounts = new ArrayList<>();
        for (int i = 0; i < CARDS; i++) {
            accounts.add(Map.of("card", card(i), "currency", "EUR", "openingBalance", "100000.00"));
        }
        Answer answer = client.post("/v1/card-accounts/batch", Map.of("cardAccounts", accounts))
                .join();
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.status() + " " + answer.problem());
        }
    }

    void start() {
        running = true;
        thread = new Thread(
                () -> {
                    while (running) {
                        untilAcknowledged();
                    }
                },
                "load");
        thread.start();
    }

    void stop() throws InterruptedException {
        running = false;
        thread.join();
    }

    private void untilAcknowledged() {
        int number = next.getAndIncrement();
        while (!sent(number, "").equals("202")) {
            pause();
        }
    }

    /** Sends a new payment and waits a while for what becomes of it; whether that was told. */
    boolean outcomeOfNewPayment() {
        int number = next.getAndIncrement();
        String outcome = sent(number, "wait=5");
        if (outcome.equals("200")) {
            return true;
        }
        while (!acknowledged.containsKey(key(number))) {
            pause();
            sent(number, "wait=1");
        }
        return false;
    }

    /** Sends a new payment as a step of a trace; returns the status of the answer. */
    int tracedPayment(String traceparent) {
        int number = next.getAndIncrement();
        Answer answer = client.post(
                        "/v1/payments",
                        payment(number),
                        "Idempotency-Key",
                        key(number),
                        "Prefer",
                        "wait=10",
                        "traceparent",
                        traceparent)
                .join();
        acknowledged.put(key(number), UUID.fromString(answer.body().path("id").asString()));
        return answer.status();
    }

    private static Map<String, Object> payment(int number) {
        return Map.of(
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
                Instant.EPOCH.plusSeconds(1_790_000_000L + 600L * number).toString());
    }

    private String sent(int number, String prefer) {
        try {
            Answer answer = client.post(
                            "/v1/payments",
                            payment(number),
                            "Idempotency-Key",
                            key(number),
                            "Prefer",
                            prefer.isEmpty() ? "x" : prefer)
                    .join();
            if (answer.status() == 202 || answer.status() == 200) {
                acknowledged.put(
                        key(number), UUID.fromString(answer.body().path("id").asString()));
            } else if (answer.status() < 500) {
                throw new IllegalStateException("refused: " + answer.status() + " " + answer.problem());
            }
            return Integer.toString(answer.status());
        } catch (CompletionException | CommandFailure e) {
            return e.toString();
        }
    }

    private static String key(int number) {
        return "split-" + number;
    }

    /** Between two attempts, as any client would. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
