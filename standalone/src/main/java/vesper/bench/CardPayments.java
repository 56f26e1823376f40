package vesper.bench;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.json.JsonMapper;
import vesper.cli.CommandFailure;
import vesper.feed.ApiClient;

/**
 * Card payments as the API takes them, of cards in turn: each card pays once a day between 08:00 and 20:00, at one of a
 * few hundred merchants, amounts that no rule objects to. The same number gives the same payment.
 */
final class CardPayments {
    /** Business date of the banks that are measured. */
    static final LocalDate DAY = LocalDate.of(2023, 6, 5);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DAYS = 60;
    private static final int MERCHANTS = 500;
    private static final int OPENED_TOGETHER = 500;

    private final int cards;
    private final LocalDate businessDate;

    /** @param businessDate of the bank; the payments are of its day and the days before */
    CardPayments(int cards, LocalDate businessDate) {
        this.cards = cards;
        this.businessDate = businessDate;
    }

    /** How many there are before a card would have to pay twice on a day. */
    int limit() {
        return cards * DAYS;
    }

    /** Opens the accounts of the cards over the API, with funds that no measurement uses up. */
    void open(ApiClient client) {
        List<Map<String, Object>> together = new ArrayList<>();
        for (int card = 0; card < cards; card++) {
            together.add(Map.of("card", card(card), "currency", "USD", "openingBalance", "1000000.00"));
            if (together.size() == OPENED_TOGETHER || card == cards - 1) {
                ApiClient.Answer answer = post(client, "/v1/card-accounts/batch", Map.of("cardAccounts", together));
                if (answer.status() / 100 != 2) {
                    throw new CommandFailure("the bank does not open accounts: " + answer.problem());
                }
                together.clear();
            }
        }
    }

    /** A request as JSON. */
    static byte[] single(Map<String, Object> request) {
        return JSON.writeValueAsBytes(request);
    }

    /** A batch of requests as JSON, by idempotency key. */
    static byte[] batch(Map<String, Map<String, Object>> requests) {
        return JSON.writeValueAsBytes(Map.of(
                "payments",
                requests.entrySet().stream()
                        .map(request -> Map.of("idempotencyKey", request.getKey(), "payment", request.getValue()))
                        .toList()));
    }

    /** The request of the n-th payment. */
    Map<String, Object> request(int n) {
        int card = n % cards;
        SplittableRandom random = new SplittableRandom(n);
        int merchant = random.nextInt(MERCHANTS);
        LocalDate day = businessDate.minusDays(DAYS - 1).plusDays(n / cards);
        LocalTime time = LocalTime.of(8, 0).plusNanos(12 * 3_600_000_000_000L / cards * card);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", "card_payment");
        request.put("card", card(card));
        request.put("merchant", "Merchant " + merchant);
        request.put("category", "category_" + merchant % 14);
        request.put("amount", 20 + random.nextInt(40) + "." + (10 + random.nextInt(90)));
        request.put("currency", "USD");
        request.put("time", day.atTime(time).toInstant(ZoneOffset.UTC).toString());
        request.put("latitude", "40.71");
        request.put("longitude", "-74.01");
        return request;
    }

    private static String card(int card) {
        return Long.toString(4_000_000_000_000_000L + card);
    }

    private static ApiClient.Answer post(ApiClient client, String path, Object document) {
        try {
            return client.post(path, document).join();
        } catch (CompletionException e) {
            throw new CommandFailure("the bank does not answer: " + e.getCause(), e);
        }
    }
}
