package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.Bank;

/**
 * While a release is rolled out, the one before works on the schema of the new one, beside it. {@code .ci/previous} builds the one
 * before and runs this.
 */
@EnabledIfSystemProperty(named = "previous.app", matches = ".+")
class PreviousReleaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void theProcessesOfTheReleaseBeforeWorkOnTheNewSchemaAndBesideTheNewOnes() throws Exception {
        try (SplitBank split = new SplitBank(folder, Path.of(System.getProperty("previous.app")))) {
            Bank bank = new Bank(split.dataSource());
            Load load = new Load(split.client());
            load.openAccounts();
            paymentsAreBooked(load);
            aDayIsClosed(split, bank);

            split.update(OnlineApiProcess.class, "api-payments", Map.of("VESPER_SERVICES", "payments"));
            paymentsAreBooked(load);
            split.update(ConsoleProcess.class, "console", Map.of());
            aDayIsClosed(split, bank);
            paymentsAreBooked(load);

            assertThat(bank.jdbc()
                            .sql("select count(*) from payment where status = 'BOOKED'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(bank.jdbc()
                            .sql("select count(*) from journal_entry where kind = 'CARD_PAYMENT'")
                            .query(Long.class)
                            .single())
                    .isGreaterThanOrEqualTo(3);
        }
    }

    private static void paymentsAreBooked(Load load) {
        Awaitility.await("a payment with an outcome").atMost(PATIENCE).until(load::outcomeOfNewPayment);
    }

    private static void aDayIsClosed(SplitBank split, Bank bank) throws Exception {
        LocalDate open = bank.businessDates().current().businessDate();
        OperatorApi operator = new OperatorApi(split);
        operator.awaitCompleted(operator.start("close"));
        operator.awaitCompleted(operator.start("verify"));
        assertThat(bank.businessDates().current().businessDate()).isAfter(open);
    }
}
