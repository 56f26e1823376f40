package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.batch.directdebits.DirectDebitFile;

/** Direct debits from the creditor's file to the night that collects them. */
class DirectDebitsDueTest {
    private final Night night = new Night(Night.chunksOf(2));
    private final DirectDebitFile files = new DirectDebitFile(night.test.bank());
    private final Account creditor = night.test.current(0);
    private final Account funded = night.test.current(100_00);
    private final Account poor = night.test.current(1_00);

    @AfterEach
    void close() {
        night.close();
    }

    private String row(String mandate, Account debtor, String id, String amount) {
        return String.join(
                        ",",
                        creditor.number(),
                        mandate,
                        "2023-05-01",
                        debtor.number(),
                        id,
                        amount,
                        "USD",
                        TestBank.DAY.toString(),
                        "Gas")
                + "\n";
    }

    private DirectDebitFile.Taken take(String rows, Map<Long, String> broken) throws Exception {
        return files.take(new StringReader(String.join(",", DirectDebitFile.COLUMNS) + "\n" + rows), broken::put);
    }

    @Test
    void aFileIsTakenDownRowByRowAndCollectedByTheNight() throws Exception {
        String rows = row("M1", funded, "1", "20.00")
                + row("M1", funded, "2", "30.00")
                + row("M1", poor, "3", "1.00")
                + row("M2", poor, "1", "5.00")
                + row("M2", poor, "2", "-5.00")
                + row("M3", creditor, "1", "5.00")
                + row("M".repeat(36), poor, "1", "5.00");
        Map<Long, String> broken = new LinkedHashMap<>();

        assertThat(take(rows, broken)).isEqualTo(new DirectDebitFile.Taken(3, 0));
        assertThat(broken).containsOnlyKeys(4L, 6L, 7L, 8L);
        assertThat(take(rows, broken)).isEqualTo(new DirectDebitFile.Taken(0, 3));
        var run = night.closeOne();

        assertThat(night.step(run, "direct-debits").done()).isEqualTo(2);
        assertThat(night.step(run, "direct-debits").failed()).isEqualTo(1);
        assertThat(night.test.balance(creditor)).isEqualTo(50_00);
        assertThat(night.test.balance(poor)).isEqualTo(1_00);
        assertThat(night.batch.exceptions().list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10))
                .extracting(ExceptionItem::failed)
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.reason()).isEqualTo("AM04");
                    assertThat(failed.item()).isEqualTo("direct debit 1 under mandate M2");
                    assertThat(failed.money()).isFalse();
                });
    }

    @Test
    void anotherFileIsRefused() {
        assertThatThrownBy(() -> files.take(new StringReader("id,fraud\n"), (line, reason) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
