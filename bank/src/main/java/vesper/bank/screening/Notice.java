package vesper.bank.screening;

import java.time.Instant;
import vesper.bank.event.CustomerNoted;
import vesper.bank.event.NoticeKind;

/**
 * What screening learns of a customer: that the sign-in is new, or a journey.
 *
 * @param journey a journey, else a new sign-in
 * @param fromMs when it was changed, or begins; milliseconds since 1970
 * @param untilMs end of a journey, exclusive
 * @param countryHash where a journey goes; as in {@link Place}
 */
public record Notice(boolean journey, long fromMs, long untilMs, int countryHash) {
    public static Notice of(CustomerNoted event) {
        Instant until = event.getUntil();
        String country = event.getCountry();
        return new Notice(
                event.getKind() == NoticeKind.TRAVEL,
                event.getAt().toEpochMilli(),
                until == null ? Long.MIN_VALUE : until.toEpochMilli(),
                country == null ? 0 : country.hashCode());
    }
}
