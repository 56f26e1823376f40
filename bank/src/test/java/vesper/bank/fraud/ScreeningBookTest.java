package vesper.bank.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.TestBank;
import vesper.bank.audit.Actor;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.screening.Feature;
import vesper.bank.screening.Features;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.InvalidModelException;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.Screening;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreeningBookTest {
    private static final Actor ANN = new Actor(Actor.Kind.STAFF, "ann", "test");
    private static final Actor BOB = new Actor(Actor.Kind.STAFF, "bob", "test");
    private static final String STANDARD = RuleFile.standard();

    private TestBank test;
    private ScreeningBook book;

    @BeforeAll
    void open() {
        test = new TestBank();
        book = test.bank().screening();
    }

    @AfterAll
    void close() {
        test.close();
    }

    private static String version(String version) {
        return STANDARD.replace("\"standard-5\"", '"' + version + '"');
    }

    private List<String> published() {
        return test.bank()
                .jdbc()
                .sql("select unnest(keys) from outbox where topic = :topic order by id")
                .param("topic", Topics.CONTROL)
                .query(String.class)
                .list();
    }

    @Test
    void rulesArePublishedOnceByVersionAndWhatCannotBeUsedIsNot() {
        int before = published().size();
        book.publishRules(version("a"), ANN);
        book.publishRules(version("a"), BOB);
        assertThat(book.rules()).isEqualTo(version("a"));
        assertThat(published()).hasSize(before + 1).endsWith(Topics.CONTROL_RULES);
        assertThatThrownBy(() -> book.publishRules(version("a").replace("challenge\": 30", "challenge\": 31"), ANN))
                .hasMessageContaining("taken by other rules");
        assertThatThrownBy(() -> book.publishRules("{}", ANN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(published()).hasSize(before + 1);
    }

    @Test
    void aModelIsPublishedAndADamagedOneRefused() {
        int before = published().size();
        String text = FraudModel.standard().text();
        book.publishModel(text, ScreeningBook.Role.CHALLENGER, ANN);
        assertThat(published()).hasSize(before + 1).endsWith(Topics.CONTROL_CHALLENGER);
        assertThatThrownBy(() -> book.publishModel(text.replace("Tree=0", "Tree=1"), ScreeningBook.Role.MODEL, ANN))
                .isInstanceOf(InvalidModelException.class);
        assertThat(published()).hasSize(before + 1);
    }

    @Test
    void aDecisionIsComputedAgainByWhatJudgedItThoughRulesHaveChangedSince() {
        book.publishRules(version("then"), ANN);
        Screening then = new Screening(RuleFile.parse(version("then")), FraudModel.standard(), FraudModel.standard());
        double[] values = new double[Feature.values().length];
        values[0] = 5_000_000;
        values[2] = 3;
        PaymentSubmitted payment = PaymentSubmitted.newBuilder()
                .setId(new UUID(1, 1))
                .setClientId("shop")
                .setKind(PaymentKind.TRANSFER)
                .setDebtorAccountId(100)
                .setCreditorAccountId(7)
                .setAmountMinor(5_000_000)
                .setCurrency("USD")
                .setOccurredAt(Instant.parse("2023-06-05T10:15:30Z"))
                .setAcceptedAt(Instant.parse("2023-06-05T10:15:31Z"))
                .setBusinessDate(TestBank.DAY)
                .setRequestHash(ByteBuffer.wrap(new byte[32]))
                .build();
        PaymentDecided recorded = then.decide(payment, Features.of(values), 3, 4);
        book.publishRules(version("now"), ANN);
        PaymentDecided again = book.judgeOf(recorded).decide(payment, Features.of(recorded.getFeatures()), 3, 4);
        assertThat(EventCodec.DECIDED.encode(again)).isEqualTo(EventCodec.DECIDED.encode(recorded));
        PaymentDecided unheard =
                PaymentDecided.newBuilder(recorded).setRuleSetVersion("unheard").build();
        assertThatThrownBy(() -> book.judgeOf(unheard)).hasMessageContaining("unheard");
    }
}
