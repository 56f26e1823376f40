package vesper.bank.screening;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentSubmitted;

/**
 * Cards, accounts, merchants, devices, internet addresses and countries that are blocked or allowed, and rules that are silent for a
 * customer or an account.
 */
public final class Lists {
    private final Map<String, Listed> blocked = new HashMap<>();
    private final Map<String, Listed> allowed = new HashMap<>();
    private final Map<String, Snooze> snoozed = new HashMap<>();

    /** What is listed of a payment. */
    public enum Kind {
        CARD,
        ACCOUNT,
        MERCHANT,
        DEVICE,
        /** As {@link vesper.bank.identifier.IpAddress#text} writes it. */
        INTERNET_ADDRESS,
        COUNTRY
    }

    /**
     * An entry of a list.
     *
     * @param block blocked, else allowed
     * @param value card id, account id, or name
     * @param untilMs it counts for payments made before this time, milliseconds since 1970
     */
    public record Listed(boolean block, Kind kind, String value, long untilMs, String reason) {}

    /** For whom a rule is silent. */
    public enum Whose {
        /** For all cards and accounts of a customer. */
        CUSTOMER,
        ACCOUNT;

        /** As a file of rules has it. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A rule that does not act for a customer or an account until a time.
     *
     * @param id of the customer or the account
     * @param untilMs as of an entry
     */
    public record Snooze(String rule, Whose whose, long id, long untilMs) {
        /** Whose it is, such as {@code customer 42}. */
        public String of() {
            return whose.key() + " " + id;
        }
    }

    Lists(List<Listed> entries, List<Snooze> snoozes) {
        for (Listed entry : entries) {
            (entry.block() ? blocked : allowed).put(key(entry.kind(), entry.value()), entry);
        }
        for (Snooze snooze : snoozes) {
            snoozed.put(key(snooze.rule(), snooze.whose(), snooze.id()), snooze);
        }
    }

    /** All entries, those that block first, then by kind and value. */
    public List<Listed> entries() {
        List<Listed> entries = new ArrayList<>(blocked.values());
        entries.addAll(allowed.values());
        entries.sort(Comparator.comparing((Listed entry) -> !entry.block())
                .thenComparing(Listed::kind)
                .thenComparing(Listed::value));
        return entries;
    }

    /** All snoozes, by rule, those of customers first. */
    public List<Snooze> snoozes() {
        return snoozed.values().stream()
                .sorted(Comparator.comparing(Snooze::rule)
                        .thenComparing(Snooze::whose)
                        .thenComparing(Snooze::id))
                .toList();
    }

    /** Whether payments from now on may pass by these that would not have passed by those before. */
    public boolean opens(Lists before, long nowMs) {
        return longer(ends(before.blocked), ends(blocked), nowMs)
                || longer(ends(allowed), ends(before.allowed), nowMs)
                || longer(snoozeEnds(), before.snoozeEnds(), nowMs);
    }

    private static boolean longer(Map<String, Long> these, Map<String, Long> those, long nowMs) {
        return these.entrySet().stream()
                .anyMatch(each ->
                        each.getValue() > nowMs && each.getValue() > those.getOrDefault(each.getKey(), Long.MIN_VALUE));
    }

    private static Map<String, Long> ends(Map<String, Listed> entries) {
        Map<String, Long> ends = new HashMap<>();
        entries.forEach((key, entry) -> ends.put(key, entry.untilMs()));
        return ends;
    }

    private Map<String, Long> snoozeEnds() {
        Map<String, Long> ends = new HashMap<>();
        snoozed.forEach((key, snooze) -> ends.put(key, snooze.untilMs()));
        return ends;
    }

    /** Each entry and snooze in words, in order of the alphabet. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        blocked.values().forEach(entry -> lines.add(line("block", entry)));
        allowed.values().forEach(entry -> lines.add(line("allow", entry)));
        snoozed.values()
                .forEach(snooze -> lines.add("snooze " + snooze.rule() + " for " + snooze.of() + " until "
                        + Instant.ofEpochMilli(snooze.untilMs())));
        Collections.sort(lines);
        return lines;
    }

    private static String line(String list, Listed entry) {
        return list + " " + entry.kind().name().toLowerCase(Locale.ROOT) + " " + entry.value() + " until "
                + Instant.ofEpochMilli(entry.untilMs()) + ": " + entry.reason();
    }

    /** The entry that blocks the payment. */
    Optional<Listed> blocks(PaymentSubmitted payment, long timeMs) {
        return blocked.isEmpty() ? Optional.empty() : find(blocked, payment, timeMs);
    }

    /** The entry that lets it pass. */
    Optional<Listed> allows(PaymentSubmitted payment, long timeMs) {
        return allowed.isEmpty() ? Optional.empty() : find(allowed, payment, timeMs);
    }

    /** Whether a rule is silent for the account that pays, or for its customer as far as the event names one. */
    boolean snoozed(String rule, PaymentSubmitted payment, long timeMs) {
        if (snoozed.isEmpty()) {
            return false;
        }
        Long customer = payment.getCustomerId();
        return snoozed(key(rule, Whose.ACCOUNT, payment.getDebtorAccountId()), timeMs)
                || (customer != null && snoozed(key(rule, Whose.CUSTOMER, customer), timeMs));
    }

    private boolean snoozed(String key, long timeMs) {
        Snooze snooze = snoozed.get(key);
        return snooze != null && timeMs < snooze.untilMs();
    }

    private static Optional<Listed> find(Map<String, Listed> entries, PaymentSubmitted payment, long timeMs) {
        for (Kind kind : Kind.values()) {
            String value = value(kind, payment);
            Listed entry = value == null ? null : entries.get(key(kind, value));
            if (entry != null && timeMs < entry.untilMs()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static @Nullable String value(Kind kind, PaymentSubmitted payment) {
        return switch (kind) {
            case CARD ->
                payment.getCardId() == null ? null : payment.getCardId().toString();
            case ACCOUNT -> Long.toString(payment.getDebtorAccountId());
            case MERCHANT -> payment.getMerchant();
            case DEVICE -> payment.getDevice();
            case INTERNET_ADDRESS -> payment.getIp();
            case COUNTRY -> payment.getCountry();
        };
    }

    private static String key(Kind kind, String value) {
        return kind + "\u001f" + value;
    }

    private static String key(String rule, Whose whose, long id) {
        return rule + "\u001f" + whose + "\u001f" + id;
    }
}
