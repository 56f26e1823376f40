package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;

/** What is held in memory of cards and accounts is let go of when the database says that it has changed. */
class DirectoryTest {
    private final TestApi api = TestApi.shared();
    private Account account;
    private String card;

    @BeforeEach
    void payOnce() {
        account = api.testBank().current(100_00);
        card = api.card(account);
        assertThat(pay()).isEqualTo("accepted");
    }

    @Test
    void blockedCardIsRefusedAndTakenAgainAfterwards() {
        setCard("BLOCKED");
        awaitAnswer("card_blocked");
        setCard("ACTIVE");
        awaitAnswer("accepted");
    }

    @Test
    void frozenAccountIsRefusedAndTakenAgainAfterwards() {
        api.bank().accounts().setStatus(account.id(), AccountStatus.FROZEN);
        awaitAnswer("account_frozen");
        api.bank().accounts().setStatus(account.id(), AccountStatus.OPEN);
        awaitAnswer("accepted");
    }

    @Test
    void changeIsHeardThoughTheConnectionEndedBefore() {
        api.bank()
                .jdbc()
                .sql("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and (query = 'select 1' or query = 'listen vesper_directory')")
                .query()
                .listOfRows();
        setCard("BLOCKED");
        awaitAnswer("card_blocked");
    }

    @Test
    void movementOfMoneyIsNotTold() throws Exception {
        try (var connection = api.bank().jdbcTemplate().getDataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("listen vesper_directory");
            api.testBank().payOut(account);
            statement.execute("select 1");
            assertThat(connection.unwrap(org.postgresql.PGConnection.class).getNotifications())
                    .isNullOrEmpty();
            setCard("BLOCKED");
            statement.execute("select 1");
            assertThat(connection.unwrap(org.postgresql.PGConnection.class).getNotifications())
                    .hasSize(1);
            statement.execute("unlisten *");
        }
    }

    private void setCard(String status) {
        api.bank()
                .jdbc()
                .sql("update card set status = :status where account_id = :id")
                .param("status", status)
                .param("id", account.id())
                .update();
    }

    private void awaitAnswer(String expected) {
        Awaitility.await().until(this::pay, expected::equals);
    }

    /** Status of the payment, or the problem's code. */
    private String pay() {
        TestApi.Answer answer = api.post(
                "/v1/payments",
                Map.of("type", "card_payment", "card", card, "merchant", "Till", "amount", "0.01", "currency", "USD"));
        return answer.status() == 202 ? answer.field("status") : answer.field("code");
    }
}
