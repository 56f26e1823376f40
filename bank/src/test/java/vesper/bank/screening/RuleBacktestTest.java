package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;

/** Back-tests held against counts by plain code over the same payments. */
class RuleBacktestTest {
    private static final Instant NOON = Instant.parse("2023-06-05T12:00:00Z");

    /** The first and the last of 400 hours from noon on are in the 1st and the 18th. */
    private static final int DAYS = 18;

    private static final RuleSet IN_FORCE =
            RuleFile.parse(RuleFileTest.with("", RuleFileTest.rule("any", "amount > 0.0", "active")));

    /** A payment that was decided, and what is known of it. */
    private record Known(PaymentDecided decided, @Nullable Boolean fraud) {
        double amount() {
            return decided.getFeatures().get(0);
        }
    }

    private static PaymentDecided decided(int n, PaymentKind kind, Instant time, long amountMinor, String currency) {
        PaymentSubmitted payment = PaymentSubmitted.newBuilder()
                .setId(new UUID(7, n))
                .setClientId("shop")
                .setKind(kind)
                .setDebtorAccountId(100)
                .setCreditorAccountId(7)
                .setAmountMinor(amountMinor)
                .setCurrency(currency)
                .setOccurredAt(time)
                .setAcceptedAt(time)
                .setBusinessDate(LocalDate.parse("2023-06-05"))
                .setRequestHash(ByteBuffer.wrap(new byte[32]))
                .build();
        Features features = Features.of(Map.of("amount", (double) amountMinor));
        return new Screening(IN_FORCE, null, null).decide(payment, features, 0, n);
    }

    private static List<Known> payments() {
        Random random = new Random(5);
        List<Known> payments = new ArrayList<>();
        for (int n = 0; n < 400; n++) {
            Boolean fraud = random.nextInt(3) == 0 ? null : Boolean.valueOf(random.nextInt(4) == 0);
            payments.add(new Known(
                    decided(
                            n,
                            PaymentKind.TRANSFER,
                            NOON.plusSeconds(3_600L * n),
                            1 + random.nextInt(100_000),
                            n % 10 == 0 ? "EUR" : "USD"),
                    fraud));
        }
        return payments;
    }

    private static RuleBacktest.Result tried(RuleSet rules, List<Known> payments) {
        RuleBacktest backtest = new RuleBacktest(IN_FORCE, rules, null);
        payments.forEach(each -> backtest.add(each.decided, each.fraud));
        return backtest.result();
    }

    @Test
    void figuresAreThoseOfACountByHand() {
        RuleSet rules = RuleFile.parse(RuleFileTest.with(
                "",
                RuleFileTest.rule("any", "amount > 0.0", "active"),
                RuleFileTest.rule("high", "amount > 60000.0 || amount == 5.0", "draft")
                        .replace(": 10,", ": 95,"),
                RuleFileTest.rule("middle", "amount > 0.0 && amount < 80000.0", "active")
                        .replace(": 10,", ": 45,")));
        List<Known> payments = payments();
        RuleBacktest.Result result = tried(rules, payments);

        Predicate<Known> high = each -> each.amount() > 60_000;
        Predicate<Known> middle = each -> each.amount() < 80_000;
        RuleBacktest.Figures figures = result.rules().get(1);
        List<Known> hit = payments.stream().filter(high).toList();
        List<Known> frauds =
                hit.stream().filter(each -> Boolean.TRUE.equals(each.fraud)).toList();
        long labelled = hit.stream().filter(each -> each.fraud != null).count();
        assertThat(figures.state()).isEqualTo(Rule.State.DRAFT);
        assertThat(figures.hits()).isEqualTo(hit.size()).isBetween(100, 300);
        assertThat(figures.labelled()).isEqualTo((int) labelled);
        assertThat(figures.frauds()).isEqualTo(frauds.size());
        assertThat(figures.precision()).isCloseTo((double) frauds.size() / labelled, within(1e-12));
        for (String currency : List.of("EUR", "USD")) {
            assertThat(figures.caughtMinor().get(currency))
                    .isEqualTo(frauds.stream()
                            .map(each -> each.decided.getPayment())
                            .filter(payment -> payment.getCurrency().equals(currency))
                            .mapToLong(PaymentSubmitted::getAmountMinor)
                            .sum());
        }
        List<UUID> ids = new ArrayList<>(
                hit.stream().map(each -> each.decided.getPayment().getId()).toList());
        Collections.reverse(ids);
        assertThat(figures.examples()).isEqualTo(ids.subList(0, 5));
        assertThat(figures.overlaps()).containsExactly(Map.entry("any", hit.size()), Map.entry("middle", (int)
                payments.stream().filter(high.and(middle)).count()));
        assertThat(figures.hitsADay()).isCloseTo(hit.size() / (double) DAYS, within(1e-12));
        assertThat(result.days()).isEqualTo(DAYS);
        assertThat(result.first()).isEqualTo(NOON);
        assertThat(result.last()).isEqualTo(NOON.plusSeconds(3_600L * 399));
    }

    /** 10 points approve, 55 lead to a review; what only a draft hits changes nothing. */
    @Test
    void decisionsAreComparedWithThoseOfTheRulesInForce() {
        RuleSet rules = RuleFile.parse(RuleFileTest.with(
                "",
                RuleFileTest.rule("any", "amount > 0.0", "active"),
                RuleFileTest.rule("draft", "amount > 0.0", "draft").replace(": 10,", ": 95,"),
                RuleFileTest.rule("low", "amount > 0.0 && amount < 1000.0", "active")
                        .replace(": 10,", ": 45,")));
        List<Known> payments = payments();
        int low = (int) payments.stream().filter(each -> each.amount() < 1_000).count();
        int highWithoutModel =
                (int) payments.stream().filter(each -> each.amount() >= 100_000).count();
        RuleBacktest.Result result = tried(rules, payments);
        assertThat(low).isPositive();
        assertThat(result.now()).containsEntry(DecisionKind.APPROVE, 400 - highWithoutModel);
        assertThat(result.then()).containsEntry(DecisionKind.APPROVE, 400 - highWithoutModel - low);
        assertThat(result.then().get(DecisionKind.REVIEW)).isEqualTo(low + highWithoutModel);
        assertThat(result.alertsADayThen() - result.alertsADayNow()).isCloseTo(low / (double) DAYS, within(1e-12));
    }

    @Test
    void depositsAreLeftOutAndNothingIsAFigureToo() {
        RuleBacktest.Result none =
                tried(IN_FORCE, List.of(new Known(decided(1, PaymentKind.DEPOSIT, NOON, 500, "USD"), true)));
        assertThat(none.payments()).isZero();
        assertThat(none.alertsADayNow()).isZero();
        assertThat(none.first()).isNull();
        assertThat(none.rules().get(0).precision()).isNull();
    }
}
