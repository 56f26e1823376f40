package vesper.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.bank.money.Money;

/** How figures are written on pages: English, UTC, thousands apart. Named {@code show} in templates. */
@Component
public final class Show {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** {@code 1,234.50 USD}. */
    public String amount(long amountMinor, String currency) {
        return figure(amountMinor, currency) + " " + currency;
    }

    /** {@code 1,234.50}: the amount where the currency stands elsewhere. */
    public String figure(long amountMinor, String currency) {
        return String.format(
                Locale.ROOT, "%,." + Money.decimals(currency) + "f", new Money(amountMinor, currency).toDecimal());
    }

    /** A sum in major units with all its decimals, those of the currency at least: {@code 1,234.50 USD}. */
    public String sum(BigDecimal amount, String currency) {
        int decimals =
                Math.max(Money.decimals(currency), amount.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", amount) + " " + currency;
    }

    /** {@code 12,345}. */
    public String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 2023-06-05 14:03:22}, UTC. */
    public String time(@Nullable Instant instant) {
        return instant == null ? "" : SECOND.format(instant);
    }

    /** How long ago: {@code 12 s}, {@code 5 min}, {@code 3 h 10 min}, {@code 2 d 4 h}. */
    public String age(Instant instant) {
        return duration(Duration.between(instant, Instant.now()));
    }

    /** How long something took, or has taken so far if it goes on; empty before it began. */
    public String took(@Nullable Instant began, @Nullable Instant ended) {
        return began == null ? "" : duration(Duration.between(began, ended == null ? Instant.now() : ended));
    }

    /** In the two largest units that matter; below ten seconds with one decimal. */
    public String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 10) {
            long tenths = Math.max(0, duration.toMillis()) / 100;
            return BigDecimal.valueOf(tenths, 1).setScale(tenths % 10 == 0 ? 0 : 1, RoundingMode.DOWN) + " s";
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 48 ? hours + " h " + minutes % 60 + " min" : hours / 24 + " d " + hours % 24 + " h";
    }

    /** A code in words: {@code INSUFFICIENT_FUNDS} as {@code Insufficient funds}, {@code loan_to_income_pct} as {@code Loan to income, percent}. */
    public String words(String code) {
        String words = code.toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replace('-', ' ')
                .replaceFirst(" pct$", ", percent");
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** An account number in groups of four, as people read it; the bank's own as they are. */
    public String account(String number) {
        return number.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}") ? number.replaceAll("(.{4})(?=.)", "$1 ") : number;
    }
}
