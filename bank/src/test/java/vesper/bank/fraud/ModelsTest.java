package vesper.bank.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.audit.Actor;
import vesper.bank.event.Topics;
import vesper.bank.fraud.Models.Answer;
import vesper.bank.fraud.ScreeningBook.Role;
import vesper.bank.screening.FraudModel;

class ModelsTest {
    private static final Actor ANN = new Actor(Actor.Kind.STAFF, "ann", "test");
    private static final Actor TRAINING = Actor.system("training");
    private static final Actor BEN = new Actor(Actor.Kind.STAFF, "ben", "test");

    private TestBank test;
    private Models models;

    @BeforeEach
    void open() {
        test = new TestBank();
        models = test.bank().models();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static FraudModel model(String version, double slope) {
        String text = FraudModel.standard().text();
        return FraudModel.of(
                version, slope, 0, Map.of("average_precision", "0.8"), text.substring(text.indexOf("\n\n") + 2));
    }

    private List<String> told() {
        return test.bank()
                .jdbc()
                .sql("select unnest(keys) from outbox where topic = :topic order by id")
                .param("topic", Topics.CONTROL)
                .query(String.class)
                .list();
    }

    @Test
    void aChallengerComesIntoForceWhenAnotherPersonApproves() {
        String shipped = models.inForce().version();
        models.challenge(model("new", 1), TRAINING);
        assertThat(models.approve("new", ANN)).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(models.propose("new", ANN)).isEqualTo(Answer.DONE);
        assertThat(models.propose("new", BEN)).isEqualTo(Answer.DONE);
        assertThat(models.approve("new", ANN)).isEqualTo(Answer.NEEDS_ANOTHER);
        assertThat(models.inForce().version()).isEqualTo(shipped);
        assertThat(models.list())
                .extracting(
                        Models.Listed::version, Models.Listed::role, Models.Listed::inUse, Models.Listed::proposedBy)
                .containsExactly(tuple("new", Role.CHALLENGER, true, "ann"));

        assertThat(models.approve("new", BEN)).isEqualTo(Answer.DONE);

        assertThat(models.inForce().text()).isEqualTo(model("new", 1).text());
        assertThat(told()).containsExactly(Topics.CONTROL_CHALLENGER, Topics.CONTROL_MODEL, Topics.CONTROL_CHALLENGER);
        assertThat(models.list())
                .extracting(
                        Models.Listed::version, Models.Listed::role, Models.Listed::inUse, Models.Listed::proposedBy)
                .containsExactly(tuple("new", Role.MODEL, true, null));
        assertThat(models.propose("new", ANN)).isEqualTo(Answer.NOTHING_TO_DO);
    }

    @Test
    void aProposalThatIsRefusedCanBeMadeAgain() {
        models.challenge(model("new", 1), TRAINING);
        models.propose("new", ANN);
        assertThat(models.refuse("new", ANN)).isEqualTo(Answer.DONE);
        assertThat(models.refuse("new", ANN)).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(models.approve("new", BEN)).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(models.propose("new", BEN)).isEqualTo(Answer.DONE);
        assertThat(models.approve("new", ANN)).isEqualTo(Answer.DONE);
    }

    @Test
    void aVersionNamesOneModelForEver() {
        models.challenge(model("new", 1), TRAINING);
        models.challenge(model("new", 1), TRAINING);
        assertThatThrownBy(() -> models.challenge(model("new", 2), TRAINING)).hasMessageContaining("taken");
        assertThat(models.freeVersion("new")).isEqualTo("new-2");
        assertThat(models.freeVersion("newer")).isEqualTo("newer");
        assertThat(models.propose("unheard", ANN)).isEqualTo(Answer.NOTHING_TO_DO);
    }

    @Test
    void linesAreAddedToAHead() {
        FraudModel model = model("new", 1.5).with(Map.of("auc", "0.9"));
        assertThat(model.head()).containsEntry("auc", "0.9").containsEntry("average_precision", "0.8");
        assertThat(FraudModel.parse(model.text()).head()).isEqualTo(model.head());
    }
}
