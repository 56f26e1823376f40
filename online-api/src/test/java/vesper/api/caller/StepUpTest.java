package vesper.api.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.api.problem.ProblemException;

class StepUpTest {
    private static final Instant NOW = Instant.parse("2026-01-22T09:30:00Z");

    private final StepUp stepUp =
            new StepUp(new StepUpSettings(Duration.ofMinutes(5), 1000), Clock.fixed(NOW, ZoneOffset.UTC));

    private static Caller customer(@Nullable Instant signedInAt) {
        return new Caller("ada", 1L, UUID.randomUUID(), signedInAt);
    }

    private static boolean refuses(Runnable step) {
        Throwable thrown = catchThrowable(step::run);
        assertThat(thrown)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        refusal -> assertThat(refusal)
                                .isInstanceOfSatisfying(
                                        ProblemException.class,
                                        problem -> assertThat(problem.problem().code())
                                                .isEqualTo("fresh_sign_in_needed")));
        return thrown != null;
    }

    @ParameterizedTest
    @CsvSource({"0, false", "299, false", "300, true", "86400, true"})
    void customerSignsInAgainAfterFiveMinutes(long secondsAgo, boolean again) {
        assertThat(refuses(() -> stepUp.require(customer(NOW.minusSeconds(secondsAgo)))))
                .isEqualTo(again);
    }

    @Test
    void whoseSignInNobodyKnowsSignsInAgainAndClientsNeedNot() {
        assertThat(refuses(() -> stepUp.require(customer(null)))).isTrue();
        assertThat(refuses(() -> stepUp.require(new Caller("shop", null, null, null))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "100000, USD, false",
        "100001, USD, true",
        "1000, JPY, false",
        "1001, JPY, true",
        "1000000, BHD, false",
        "1000001, BHD, true"
    })
    void amountsAreInMajorUnitsOfAnyCurrency(long amountMinor, String currency, boolean again) {
        Caller hoursAgo = customer(NOW.minusSeconds(7_200));

        assertThat(refuses(() -> stepUp.requireAbove(hoursAgo, amountMinor, currency)))
                .isEqualTo(again);
    }

    @Test
    void settingsThatNobodyCouldMeetAreRefused() {
        assertThatThrownBy(() -> new StepUpSettings(Duration.ofSeconds(59), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StepUpSettings(Duration.ofMinutes(5), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
