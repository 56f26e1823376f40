package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;

/** Entries between the bank's own accounts, for many loans at once. */
final class OwnEntries {
    private final Ledger ledger;
    private final Accounts accounts;

    OwnEntries(Ledger ledger, Accounts accounts) {
        this.ledger = ledger;
        this.accounts = accounts;
    }

    /**
     * Debits one account and credits the other; the other way round if the amount is negative. Zero books nothing.
     *
     * @throws IllegalStateException if the entry is refused or was booked before: the surrounding transaction, which moved what
     *     the entry stands for, must not be committed then
     */
    void book(
            UUID id,
            EntryKind kind,
            LocalDate day,
            String narrative,
            LedgerCode debit,
            LedgerCode credit,
            String currency,
            long amountMinor) {
        if (amountMinor == 0) {
            return;
        }
        EntryRequest entry = EntryRequest.move(
                id,
                kind,
                day,
                narrative,
                accounts.ledgerAccount(debit, currency).id(),
                accounts.ledgerAccount(credit, currency).id(),
                amountMinor,
                currency,
                false);
        BookingOutcome outcome = ledger.book(List.of(entry)).get(0);
        if (!(outcome instanceof BookingOutcome.Booked booked) || booked.repeated()) {
            throw new IllegalStateException(kind + " of " + day + " was not booked: " + outcome);
        }
    }
}
