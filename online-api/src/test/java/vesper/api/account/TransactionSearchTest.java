package vesper.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;

class TransactionSearchTest {
    private final TestApi api = TestApi.shared();
    private Account account;

    @BeforeEach
    void bookTransactions() {
        account = api.testBank().current(1000_00);
        book(EntryKind.CARD_PAYMENT, "Harbour Books", 12_34);
        book(EntryKind.CARD_PAYMENT, "Harbour Café", 4_50);
        book(EntryKind.TRANSFER, "Rent for 50% of June", 400_00);
    }

    @ParameterizedTest
    @CsvSource({
        "q=harbour, -4.50 -12.34",
        "q=BOOKS+harbour, -12.34",
        "q=caf%C3%A9, -4.50",
        "q=50%25, -400.00",
        "q=_, ''",
        "from=2023-06-05&to=2023-06-05, -400.00 -4.50 -12.34 1000.00",
        "from=2023-06-06, ''",
        "to=2023-06-04, ''",
        "minAmount=12.34&maxAmount=400, -400.00 -12.34",
        "direction=received, 1000.00",
        "direction=paid&kind=card_payment, -4.50 -12.34",
        "kind=loan_repayment, ''",
    })
    void everyFilterMustLetATransactionPass(String query, String amounts) {
        Answer found = api.get("/v1/accounts/" + account.number() + "/transactions?" + query);

        assertThat(String.join(" ", found.json().path("transactions").findValuesAsString("amount")))
                .as(found.text())
                .isEqualTo(amounts);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2023-02-30, invalid_time",
        "minAmount=-1, amount_negative",
        "minAmount=1.234, amount_decimals",
        "direction=up, unknown_value",
        "kind=CARD_PAYMENT, unknown_value",
        "q=%00, invalid_text",
        "q=, invalid_text",
        "kind=x&direction=x, several_errors",
    })
    void filterThatCannotBeReadIsNamed(String query, String code) {
        assertThat(api.get("/v1/accounts/" + account.number() + "/transactions?" + query)
                        .field("code"))
                .isEqualTo(code);
    }

    @Test
    void nextPageKeepsTheFilter() {
        IntStream.rangeClosed(1, 7).forEach(n -> book(EntryKind.CARD_PAYMENT, "Tram & Ferry", n));
        List<String> amounts = new ArrayList<>();
        String next = "/v1/accounts/" + account.number() + "/transactions?limit=3&q=tram+%26";
        while (!next.isEmpty()) {
            Answer page = api.get(next);
            amounts.addAll(page.json().path("transactions").findValuesAsString("amount"));
            next = page.field("next");
        }

        assertThat(amounts).containsExactly("-0.07", "-0.06", "-0.05", "-0.04", "-0.03", "-0.02", "-0.01");
    }

    private void book(EntryKind kind, String narrative, long amountMinor) {
        long settlement = api.bank()
                .accounts()
                .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                .id();
        api.bank()
                .ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(),
                        kind,
                        TestBank.DAY,
                        narrative,
                        account.id(),
                        settlement,
                        amountMinor,
                        "USD",
                        true)));
    }
}
