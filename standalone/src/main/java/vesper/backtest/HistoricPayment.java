package vesper.backtest;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.money.Money;
import vesper.feed.PaymentRow;

/** A card payment of a file, and what became known of it. */
final class HistoricPayment {
    private static final long SETTLEMENT = 1;
    private static final long FIRST_ACCOUNT = 100;
    private static final double FURTHEST_NORTH = 90;
    private static final double FURTHEST_EAST = 180;

    private final String id;
    private final long timeMs;
    private final int card;
    private final @Nullable String merchant;
    private final @Nullable String category;
    private final long amountMinor;
    private final String currency;
    private final @Nullable Where where;
    private @Nullable Known known;

    /**
     * What became known of it.
     *
     * @param atMs from when on it was known, milliseconds since 1970
     * @param before what became known before that; null if nothing did
     */
    record Known(long atMs, boolean fraud, @Nullable Known before) {
        private static Known of(long atMs, boolean fraud, @Nullable Known others) {
            return others == null || others.atMs <= atMs
                    ? new Known(atMs, fraud, others)
                    : new Known(others.atMs, others.fraud, of(atMs, fraud, others.before));
        }

        /** Without what only repeats what was known before it. */
        private Known told() {
            Known earlier = before == null ? null : before.told();
            return earlier != null && earlier.fraud == fraud ? earlier : new Known(atMs, fraud, earlier);
        }
    }

    /** What few files have. */
    private record Where(
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable String country,
            @Nullable String device,
            @Nullable String channel,
            @Nullable String ip) {}

    /** Texts that come again and again, kept once; cards by number in the order of their first payment. */
    static final class Names {
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, Integer> cards = new HashMap<>();

        @Nullable
        String once(@Nullable String text) {
            return text == null ? null : texts.computeIfAbsent(text, known -> known);
        }

        int card(String number) {
            return cards.computeIfAbsent(number, unknown -> cards.size());
        }
    }

    private HistoricPayment(
            String id,
            long timeMs,
            int card,
            @Nullable String merchant,
            @Nullable String category,
            long amountMinor,
            String currency,
            @Nullable Where where) {
        this.id = id;
        this.timeMs = timeMs;
        this.card = card;
        this.merchant = merchant;
        this.category = category;
        this.amountMinor = amountMinor;
        this.currency = currency;
        this.where = where;
    }

    /**
     * Reads a row. Without a currency, EUR is taken. An amount of zero, as cards are verified with, is a payment too.
     *
     * @throws IllegalArgumentException saying what is wrong with the row
     */
    static HistoricPayment of(PaymentRow row, Names names) {
        Map<String, String> values = row.values();
        Money amount = Money.parse(values.getOrDefault("amount", ""), values.getOrDefault("currency", "EUR"));
        if (amount.amountMinor() < 0) {
            throw new IllegalArgumentException("the amount is below zero");
        }
        Where where = new Where(
                degrees(values.get("latitude"), FURTHEST_NORTH),
                degrees(values.get("longitude"), FURTHEST_EAST),
                names.once(values.get("country")),
                names.once(values.get("device")),
                names.once(values.get("channel")),
                names.once(values.get("ip")));
        return new HistoricPayment(
                row.id(),
                Instant.parse(row.time()).toEpochMilli(),
                names.card(row.card()),
                names.once(values.get("merchant")),
                names.once(values.get("category")),
                amount.amountMinor(),
                String.valueOf(names.once(amount.currency())),
                where);
    }

    private static @Nullable Double degrees(@Nullable String text, double furthest) {
        if (text == null) {
            return null;
        }
        double degrees = Double.parseDouble(text);
        if (!(Math.abs(degrees) <= furthest)) {
            throw new IllegalArgumentException(text + " is no latitude or longitude");
        }
        return degrees;
    }

    String id() {
        return id;
    }

    long timeMs() {
        return timeMs;
    }

    /** A number of its card, from 0. */
    int card() {
        return card;
    }

    long amountMinor() {
        return amountMinor;
    }

    void label(boolean fraud, long knownAtMs) {
        known = Known.of(knownAtMs, fraud, known);
    }

    boolean labelled() {
        return known != null;
    }

    /** Whether it is known, in the end, to be fraud; false if nothing is known. */
    boolean fraud() {
        return known != null && known.fraud;
    }

    /** What was known of it before a moment: the last to become known then; null if nothing had. */
    @Nullable
    Known knownBefore(long timeMs) {
        Known last = known;
        while (last != null && last.atMs >= timeMs) {
            last = last.before;
        }
        return last;
    }

    /** What screening was told of it, the last of it first; null if nothing. */
    @Nullable
    Known told() {
        return known == null ? null : known.told();
    }

    /** The event of the payment as the API would have sent it then. */
    PaymentSubmitted submitted() {
        Instant time = Instant.ofEpochMilli(timeMs);
        byte[] hash = new byte[32];
        ByteBuffer.wrap(hash).putLong(amountMinor).putLong(timeMs);
        Where place = where == null ? new Where(null, null, null, null, null, null) : where;
        return new PaymentSubmitted(
                paymentId(),
                "backtest",
                PaymentKind.CARD_PAYMENT,
                FIRST_ACCOUNT + card,
                SETTLEMENT,
                cardId(),
                amountMinor,
                currency,
                merchant,
                category,
                null,
                time,
                time,
                LocalDate.ofInstant(time, ZoneOffset.UTC),
                ByteBuffer.wrap(hash),
                place.latitude(),
                place.longitude(),
                place.country(),
                place.device(),
                place.channel(),
                null,
                null,
                place.ip());
    }

    /** The event of what became known of it; what comes {@link Known#before} is what stood until then. */
    PaymentLabelled labelEvent(Known of) {
        Known before = of.before;
        return new PaymentLabelled(
                paymentId(),
                of.fraud,
                Instant.ofEpochMilli(of.atMs),
                "history",
                PaymentKind.CARD_PAYMENT,
                FIRST_ACCOUNT + card,
                SETTLEMENT,
                cardId(),
                merchant,
                amountMinor,
                Instant.ofEpochMilli(timeMs),
                before == null ? null : before.fraud,
                before == null ? null : Instant.ofEpochMilli(before.atMs),
                null,
                where == null ? null : where.device(),
                where == null ? null : where.ip());
    }

    private UUID paymentId() {
        return Ids.of("backtest", id);
    }

    private UUID cardId() {
        return new UUID(0x4000L, 0x8000_0000_0000_0000L | card);
    }
}
