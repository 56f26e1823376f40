package vesper.batch.proof;

import java.time.LocalDate;
import vesper.bank.Bank;
import vesper.bank.seal.SealKey;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Seals the day, which must be shut and proved, in one transaction; the figure done is the number of entries under the seal. A
 * day that is sealed stays as it is.
 *
 * <p>Reads the journal; writes {@code day_proof}, {@code balance_snapshot}, {@code value_date_shift}, {@code ledger_balance}, {@code seal_leaf} and
 * {@code day_seal}.
 */
public final class Seal implements Task {
    private final Bank bank;
    private final SealKey key;

    public Seal(Bank bank, SealKey key) {
        this.bank = bank;
        this.key = key;
    }

    @Override
    public String name() {
        return "seal";
    }

    @Override
    public String description() {
        return "Seals the day: its entries and balances under a signed certificate, so that whatever is changed later is found.";
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        bank.proof().record(businessDate);
        return new Chunk(after, true, 1, Totals.of(bank.seals().seal(businessDate, key)));
    }

    /** Nothing: a rehearsal neither shuts the day nor signs anything. */
    @Override
    public Totals rehearse(LocalDate businessDate) {
        return Totals.NONE;
    }
}
