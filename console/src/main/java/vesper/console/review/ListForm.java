package vesper.console.review;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vesper.bank.identifier.IpAddress;
import vesper.bank.screening.Lists.Kind;
import vesper.bank.screening.Lists.Listed;

/**
 * An entry of a list as it is written into a form.
 *
 * @param list {@code block} or {@code allow}
 * @param kind as in {@link Kind}
 * @param value id of a card, number of an account, name of a merchant or device, internet address, two letters
 *     of a country
 * @param until the day (UTC) at whose begin it ends
 */
record ListForm(String list, String kind, String value, String until, String reason) {
    /** How far ahead an entry or a snooze may end, in days. */
    static final int LONGEST = 731;

    private static final int LONGEST_TEXT = 100;

    /** Nulls are fields that were not sent. */
    ListForm {
        list = text(list);
        kind = text(kind);
        value = text(value);
        until = text(until);
        reason = text(reason);
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent.strip();
    }

    Map<String, String> fields() {
        return Map.of("list", list, "kind", kind, "value", value, "until", until, "reason", reason);
    }

    /**
     * The entry.
     *
     * @param accountId id of the account of a number
     * @throws IllegalArgumentException saying what is wrong
     */
    Listed entry(LocalDate today, Function<String, Long> accountId) {
        if (!list.equals("block") && !list.equals("allow")) {
            throw new IllegalArgumentException("a list is block or allow");
        }
        if (reason.isEmpty() || reason.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("it needs a reason of at most " + LONGEST_TEXT + " letters");
        }
        Kind of = Arrays.stream(Kind.values())
                .filter(each -> each.name().equals(kind.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing of this kind is listed: " + kind));
        return new Listed(list.equals("block"), of, value(of, accountId), end(until, today), reason);
    }

    private String value(Kind of, Function<String, Long> accountId) {
        return switch (of) {
            case ACCOUNT -> Long.toString(accountId.apply(value));
            case CARD -> card();
            case COUNTRY -> matching("[A-Z]{2}", "a country is two letters, such as FR");
            case INTERNET_ADDRESS ->
                IpAddress.parse(value)
                        .map(IpAddress::text)
                        .orElseThrow(() -> new IllegalArgumentException("it is no IPv4 or IPv6 address"));
            case MERCHANT, DEVICE ->
                matching("[^\\p{Cntrl}]{1," + LONGEST_TEXT + "}", "it is 1 to " + LONGEST_TEXT + " letters");
        };
    }

    private String card() {
        try {
            return UUID.fromString(value).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a card is listed by its id, which the page of a case has", e);
        }
    }

    private String matching(String form, String otherwise) {
        if (!value.matches(form)) {
            throw new IllegalArgumentException(otherwise);
        }
        return value;
    }

    /**
     * The begin of a day as it was sent, milliseconds since 1970.
     *
     * @throws IllegalArgumentException if it is no day from tomorrow on, or too far ahead
     */
    static long end(String day, LocalDate today) {
        LocalDate until;
        try {
            until = LocalDate.parse(day);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("it needs a day on which it ends", e);
        }
        if (!until.isAfter(today) || until.isAfter(today.plusDays(LONGEST))) {
            throw new IllegalArgumentException("it ends on a day from tomorrow to two years ahead");
        }
        Instant end = until.atStartOfDay(ZoneOffset.UTC).toInstant();
        return end.toEpochMilli();
    }
}
