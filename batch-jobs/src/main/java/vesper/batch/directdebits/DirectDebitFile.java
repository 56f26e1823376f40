package vesper.batch.directdebits;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.dao.DataIntegrityViolationException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.directdebit.DirectDebits;
import vesper.bank.directdebit.DirectDebits.Collection;
import vesper.bank.directdebit.DirectDebits.Mandate;
import vesper.bank.money.Money;

/**
 * Direct debits as creditors present them: CSV (RFC 4180, UTF-8) with the columns {@link #COLUMNS}. A mandate that is named for the
 * first time is taken down; one that is known must be of the same debtor. A row that was presented before has no further effect, so
 * a file can be read again.
 */
public final class DirectDebitFile {
    /** Accounts by IBAN, dates by ISO 8601, the amount in major units. */
    public static final List<String> COLUMNS =
            List.of("creditor", "mandate", "signed_on", "debtor", "id", "amount", "currency", "due_on", "text");

    private final Bank bank;
    private final DirectDebits directDebits;

    public DirectDebitFile(Bank bank) {
        this.bank = bank;
        this.directDebits = bank.directDebits();
    }

    /**
     * What came of a file.
     *
     * @param presented rows taken down now
     * @param known rows that had been presented before
     */
    public record Taken(long presented, long known) {}

    /**
     * Reads a file to its end; each row is a transaction of its own.
     *
     * @param broken takes the number of the line and the reason for each row that cannot be taken down
     * @throws IllegalArgumentException if it is no such file
     */
    public Taken take(Reader file, BiConsumer<Long, String> broken) throws IOException {
        long presented = 0;
        long known = 0;
        try (CSVReader rows = new CSVReader(file)) {
            String[] header = rows.readNext();
            if (header == null || !List.of(header).equals(COLUMNS)) {
                throw new IllegalArgumentException("the first line must be " + String.join(",", COLUMNS));
            }
            for (String[] cells = rows.readNext(); cells != null; cells = rows.readNext()) {
                try {
                    if (present(cells)) {
                        presented++;
                    } else {
                        known++;
                    }
                } catch (IllegalArgumentException | DateTimeException e) {
                    broken.accept(rows.getLinesRead(), String.valueOf(e.getMessage()));
                } catch (DataIntegrityViolationException e) {
                    broken.accept(rows.getLinesRead(), "a name is empty or longer than 35 characters");
                }
            }
        } catch (CsvException e) {
            throw new IllegalArgumentException("the file is no CSV: " + e.getMessage(), e);
        }
        return new Taken(presented, known);
    }

    private boolean present(String[] cells) {
        if (cells.length != COLUMNS.size()) {
            throw new IllegalArgumentException("the row has " + cells.length + " cells");
        }
        Account creditor = account(cells[0]);
        Account debtor = account(cells[3]);
        if (creditor.id() == debtor.id()) {
            throw new IllegalArgumentException("creditor and debtor are the same account");
        }
        Money amount = Money.parse(cells[5], cells[6]);
        if (amount.amountMinor() <= 0) {
            throw new IllegalArgumentException("the amount must be positive");
        }
        Collection collection =
                new Collection(cells[4], amount.amountMinor(), amount.currency(), LocalDate.parse(cells[7]), cells[8]);
        Mandate mandate = new Mandate(creditor.id(), debtor.id(), cells[1], LocalDate.parse(cells[2]), null);
        return Boolean.TRUE.equals(
                bank.transaction().execute(status -> directDebits.present(directDebits.grant(mandate), collection)));
    }

    private Account account(String iban) {
        return bank.accounts()
                .byNumber(iban)
                .filter(account -> account.customerId() != null)
                .orElseThrow(() -> new IllegalArgumentException("there is no customer's account " + iban));
    }
}
