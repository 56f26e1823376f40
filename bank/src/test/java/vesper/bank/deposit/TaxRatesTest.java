package vesper.bank.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.TestBank;
import vesper.bank.deposit.TaxRates.Rate;
import vesper.bank.foureyes.FourEyes.Check;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaxRatesTest {
    private static final LocalDate DAY = TestBank.DAY;

    private final TestBank test = new TestBank();
    private final TaxRates rates = test.bank().taxRates();

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    void aRateCountsFromItsDayOnOnceAnotherPersonHasApprovedIt() {
        int first = rates.propose(new Rate("AT", DAY, 2500), TestBank.staff("ann"));
        assertThat(rates.on("AT", DAY)).isEmpty();
        assertThat(rates.check("AT", first, true, TestBank.staff("ann"))).isEqualTo(Check.SAME_PERSON);
        assertThat(rates.check("AT", first, true, TestBank.staff("bea"))).isEqualTo(Check.DONE);
        assertThat(rates.check("AT", first, false, TestBank.staff("cid"))).isEqualTo(Check.NOT_WAITING);

        int next = rates.propose(new Rate("AT", DAY.plusDays(10), 2750), TestBank.staff("ann"));
        assertThatThrownBy(() -> rates.propose(new Rate("AT", DAY, 1), TestBank.staff("cid")))
                .hasMessageContaining("waits for its check");
        assertThat(rates.check("AT", next, true, TestBank.staff("bea"))).isEqualTo(Check.DONE);
        int rejected = rates.propose(new Rate("AT", DAY, 9000), TestBank.staff("ann"));
        assertThat(rates.check("AT", rejected, false, TestBank.staff("bea"))).isEqualTo(Check.DONE);
        int corrected = rates.propose(new Rate("AT", DAY, 2600), TestBank.staff("ann"));
        assertThat(rates.check("AT", corrected, true, TestBank.staff("bea"))).isEqualTo(Check.DONE);

        assertThat(rates.on("AT", DAY.minusDays(1))).isEmpty();
        assertThat(rates.on("AT", DAY.plusDays(9))).contains(new Rate("AT", DAY, 2600));
        assertThat(rates.on("AT", DAY.plusDays(10))).contains(new Rate("AT", DAY.plusDays(10), 2750));
        assertThat(rates.inCheck()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"XX, 0, 100, a country", "FR, 0, -1, a rate", "FR, 0, 10001, a rate", "FR, -1, 100, cannot begin before"
    })
    void aRateThatCannotBeIsRefused(String country, int daysOn, int rateBps, String reason) {
        assertThatThrownBy(() -> rates.propose(new Rate(country, DAY.plusDays(daysOn), rateBps), TestBank.staff("ann")))
                .isInstanceOf(TaxRates.InvalidRateException.class)
                .hasMessageContaining(reason);
    }
}
