package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.origination.ApplicationState;
import vesper.bank.origination.LoanApplications;
import vesper.bank.origination.LoanRequest;
import vesper.bank.origination.LoanRequest.Purpose;
import vesper.batch.operator.DayPlan;

class OffersLapsedTest {
    private static final int VALID_DAYS = 14;
    private final Night night = new Night(Night.chunksOf(2));
    private final LoanApplications applications = night.test.bank().loanApplications();

    @AfterEach
    void close() {
        night.close();
    }

    private UUID offered(String key) {
        String account = night.test.current(3_000_00).number();
        applications.apply(
                "shop",
                key,
                new LoanRequest("personal-usd", account, 5_000_00, 12, Purpose.CAR, 4_000_00, 1_000_00, 0));
        return LoanApplications.idOf("shop", key);
    }

    private ApplicationState state(UUID id) {
        return applications.find(id).orElseThrow().state();
    }

    @Test
    void offersEndInTheNightAfterTheirLastDayAndThoseTakenStay() {
        List<UUID> open = Stream.of("a", "b", "c", "d", "e").map(this::offered).toList();
        UUID taken = offered("f");
        applications.takeOffer(taken, "shop");

        night.closeUntil(TestBank.DAY.plusDays(VALID_DAYS));
        assertThat(open).allSatisfy(id -> assertThat(state(id)).isEqualTo(ApplicationState.OFFERED));
        DayPlan plan =
                night.operations().plan(TestBank.DAY.plusDays(VALID_DAYS + 1)).get(0);
        var run = night.closeOne();

        assertThat(open).allSatisfy(id -> assertThat(state(id)).isEqualTo(ApplicationState.EXPIRED));
        assertThat(state(taken)).isEqualTo(ApplicationState.DISBURSED);
        assertThat(night.step(run, "offer-expiry").done()).isEqualTo(5);
        assertThat(night.step(run, "offer-expiry").sums())
                .containsExactly(Map.entry("USD", new BigDecimal("25000.00")));
        assertThat(plan.steps())
                .filteredOn(step -> step.name().equals("offer-expiry"))
                .allSatisfy(step -> assertThat(step.totals().done()).isEqualTo(5));
        assertThat(applications.steps(open.get(0)))
                .last()
                .satisfies(step -> assertThat(step.by()).isEqualTo(LoanApplications.RULES));
        assertThat(night.step(night.closeOne(), "offer-expiry").done()).isZero();
    }
}
