package vesper.api.account;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vesper.api.account.AccountCache.Kept;
import vesper.bank.Bank;

/** Accounts with their nicknames: from the books, or to who takes an answer of some age from the cache, where there is one. */
@Component
final class AccountSummaries {
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|,)\\s*max-age=([0-9]{1,6})\\s*(?:,|$)");

    private final Bank bank;
    private final @Nullable AccountCache cache;
    private final Clock clock = Clock.systemUTC();

    AccountSummaries(Bank bank, ObjectProvider<AccountCache> cache) {
        this.bank = bank;
        this.cache = cache.getIfAvailable();
    }

    /**
     * The account of this number, whoever asks; empty if there is none.
     *
     * @param number as the books have it
     * @param cacheControl of the request: {@code max-age=5} takes what was read five seconds ago at most (RFC 9111 5.2.1.1)
     */
    Optional<Kept> find(String number, @Nullable String cacheControl) {
        Duration maxAge = maxAge(cacheControl);
        return cache == null || maxAge.isZero() ? Kept.read(bank, number, clock.millis()) : cache.find(number, maxAge);
    }

    /** What the request takes; zero if it does not say, or not in a way that is understood. */
    static Duration maxAge(@Nullable String cacheControl) {
        Matcher found = MAX_AGE.matcher(cacheControl == null ? "" : cacheControl);
        return found.find() ? Duration.ofSeconds(Long.parseLong(found.group(1))) : Duration.ZERO;
    }

    /** Whole seconds since it was read. */
    long age(Kept kept) {
        return Math.max(0, clock.millis() - kept.readAtMs()) / 1_000;
    }
}
