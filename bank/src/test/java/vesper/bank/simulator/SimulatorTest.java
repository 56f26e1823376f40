package vesper.bank.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.LedgerCode;
import vesper.bank.seal.SealKey;
import vesper.bank.seal.SealPublicKeys;

/**
 * Some hundred seeds by default. {@code -Dsimulator.seeds=100000} runs that many, {@code -Dsimulator.first=124
 * -Dsimulator.seeds=1} the one that failed.
 */
class SimulatorTest {
    private static final long SEEDS_A_DATABASE = 500;

    @Test
    void theLedgerDoesWhatTheOracleSays() {
        long first = Long.getLong("simulator.first", 1);
        long end = first + Long.getLong("simulator.seeds", 300);
        for (long seed = first; seed < end; seed += SEEDS_A_DATABASE) {
            run(seed, Math.min(end, seed + SEEDS_A_DATABASE));
        }
    }

    private static void run(long first, long end) {
        try (TestBank test = new TestBank()) {
            Bank bank = test.bank();
            // What is simulated are lost connections; a lost server would need each commit on the disk.
            bank.jdbc()
                    .sql(
                            "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$")
                    .update();
            test.dataSource().getHikariPoolMXBean().softEvictConnections();
            test.current(0);
            Commands.Own own = new Commands.Own(
                    id(bank, LedgerCode.CASH, "USD"),
                    id(bank, LedgerCode.CASH, "EUR"),
                    id(bank, LedgerCode.POSITION, "USD"),
                    id(bank, LedgerCode.POSITION, "EUR"));
            CrashingDataSource crashing = new CrashingDataSource(test.dataSource());
            Bank mortal = new Bank(crashing);
            SealKey key = SealKey.inMemory();
            for (long seed = first; seed < end; seed++) {
                try {
                    new Simulation(seed, bank, crashing, mortal, own, key).run();
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
            assertThat(bank.proof().check().breaks())
                    .as("after seeds %d to %d", first, end - 1)
                    .isEmpty();
            SealPublicKeys trusted = new SealPublicKeys(List.of(key.publicKey()));
            assertThat(bank.sealVerification()
                            .verify(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), trusted)
                            .findings())
                    .as("seals after seeds %d to %d", first, end - 1)
                    .isEmpty();
        }
    }

    private static long id(Bank bank, LedgerCode code, String currency) {
        return bank.accounts().ledgerAccount(code, currency).id();
    }
}
