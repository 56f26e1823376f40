package vesper.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;

class AccountResourceTest {
    private final TestApi api = TestApi.shared();
    private Account account;

    @BeforeEach
    void openAccount() {
        account = api.testBank().current(1234_56);
    }

    @Test
    void accountShowsItsBalanceInMajorUnits() {
        Answer answer = api.get("/v1/accounts/" + account.number());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"number\":\"%s\",\"kind\":\"current\",\"name\":\"current account\",\"status\":\"open\","
                                .formatted(account.number())
                        + "\"currency\":\"USD\",\"balance\":\"1234.56\",\"openedOn\":\"2023-06-05\"}");
    }

    @Test
    void unknownAccountsAndTheBanksOwnAreNotFound() {
        String cash =
                api.bank().accounts().ledgerAccount(LedgerCode.CASH, "USD").number();

        assertThat(api.get("/v1/accounts/GB79VESP99999999999942").field("code")).isEqualTo("not_found");
        assertThat(api.get("/v1/accounts/" + cash).status()).isEqualTo(404);
        assertThat(api.get("/v1/accounts/" + cash + "/transactions").status()).isEqualTo(404);
    }

    @Test
    void transactionsComeNewestFirstWithTheBalanceAfterEach() {
        pay(1, 2);

        JsonNode lines = api.get(path()).json().path("transactions");

        assertThat(lines.findValuesAsString("amount")).containsExactly("-0.02", "-0.01", "1234.56");
        assertThat(lines.findValuesAsString("balanceAfter")).containsExactly("1234.53", "1234.55", "1234.56");
        assertThat(lines.path(0).path("kind").asString()).isEqualTo("card_payment");
        assertThat(lines.path(0).path("narrative").asString()).isEqualTo("payment 2");
    }

    @Test
    void followingTheLinksGivesEveryTransactionOnceThoughNewOnesAreBooked() {
        pay(IntStream.rangeClosed(1, 24).toArray());
        List<String> amounts = new ArrayList<>();

        String next = path() + "?limit=10";
        int pages = 0;
        while (!next.isEmpty()) {
            Answer page = api.get(next);
            amounts.addAll(page.json().path("transactions").findValuesAsString("amount"));
            next = page.field("next");
            assertThat(page.header("Link")).isEqualTo(next.isEmpty() ? "" : "<" + next + ">; rel=\"next\"");
            pages++;
            pay(99);
        }

        assertThat(pages).isEqualTo(3);
        assertThat(amounts).hasSize(25).doesNotHaveDuplicates().doesNotContain("-0.99");
        assertThat(amounts.get(0)).isEqualTo("-0.24");
        assertThat(amounts.get(24)).isEqualTo("1234.56");
    }

    @Test
    void lastPageThatIsFullHasNoNext() {
        pay(1);

        assertThat(api.get(path() + "?limit=2").json().has("next")).isFalse();
        assertThat(api.get(path() + "?limit=1").json().has("next")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "ten", "1.5", "99999999999"})
    void limitOutOfRangeIsRefused(String limit) {
        Answer answer = api.get(path() + "?limit=" + limit);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("code")).isEqualTo("invalid_parameter");
        assertThat(answer.field("detail")).contains("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "AAAAAAAAAAAAAAAAAAAA", "!!!!", "AAA="})
    void cursorOfAnotherMakeIsRefused(String cursor) {
        assertThat(api.get(path() + "?cursor=" + cursor).field("code")).isEqualTo("invalid_cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/transactions?cursor=%ff%fe", "/transactions?limit=%zz", "%0a", ";a=b", "//transactions"})
    void requestThatCannotBeReadIsTheCallersMistake(String rest) throws Exception {
        // By hand: the client's own URI class would refuse them.
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            socket.getOutputStream()
                    .write(("GET /v1/accounts/" + account.number() + rest
                                    + " HTTP/1.1\r\nHost: bank\r\nAuthorization: Bearer " + api.token()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    private String path() {
        return "/v1/accounts/" + account.number() + "/transactions";
    }

    private void pay(int... amountsMinor) {
        long settlement = api.bank()
                .accounts()
                .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                .id();
        for (int amount : amountsMinor) {
            api.bank()
                    .ledger()
                    .book(List.of(EntryRequest.move(
                            UUID.randomUUID(),
                            EntryKind.CARD_PAYMENT,
                            TestBank.DAY,
                            "payment " + amount,
                            account.id(),
                            settlement,
                            amount,
                            "USD",
                            true)));
        }
    }
}
