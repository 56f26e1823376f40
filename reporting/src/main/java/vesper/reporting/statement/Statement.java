package vesper.reporting.statement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.ledger.EntryKind;
import vesper.bank.servicing.LoanPeriod;

/**
 * A statement of account with every figure computed. A statement that does not add up cannot be made: the constructor
 * refuses it, so no renderer ever shows one.
 *
 * <p>All amounts are minor units of the account's currency; positive is the holder's money, negative is owed to the bank.
 * With an opening balance of 100.00 and entries of -30.00 and 5.00 the running balances are 70.00 and 75.00, the credits
 * 5.00, the debits -30.00 and the closing balance 75.00.
 *
 * @param issuedOn the business date on which it was made, not the clock's
 * @param openingMinor balance at the end of the day before the period
 * @param entries in the order of booking date, then of booking
 * @param creditsMinor sum of the positive entries
 * @param debitsMinor sum of the negative entries; zero or negative
 * @param closingMinor balance at the end of the period's last day
 * @param holds what is reserved on the account, of what was placed by the period's end
 * @param loan what was paid of the loan and what is owed; null if the account is no loan's
 * @param seal of the newest closed day that was sealed by the period's end; null if none was
 */
public record Statement(
        Letterhead bank,
        Holder holder,
        StatedAccount account,
        Period period,
        LocalDate issuedOn,
        long openingMinor,
        List<Entry> entries,
        long creditsMinor,
        long debitsMinor,
        long closingMinor,
        Interest interest,
        List<Hold> holds,
        @Nullable LoanPeriod loan,
        @Nullable Seal seal) {

    /** @throws IllegalArgumentException if the figures contradict each other or an entry is outside the period */
    public Statement {
        entries = List.copyOf(entries);
        holds = List.copyOf(holds);
        long balance = openingMinor;
        long credits = 0;
        long debits = 0;
        LocalDate last = period.from();
        for (Entry entry : entries) {
            balance = Math.addExact(balance, entry.amountMinor());
            require(entry.balanceAfterMinor() == balance, "running balance", entry.id());
            require(period.contains(entry.bookingDate()), "booking date", entry.id());
            require(!entry.bookingDate().isBefore(last), "order", entry.id());
            last = entry.bookingDate();
            if (entry.amountMinor() > 0) {
                credits = Math.addExact(credits, entry.amountMinor());
            } else {
                debits = Math.addExact(debits, entry.amountMinor());
            }
        }
        require(balance == closingMinor, "closing balance", null);
        require(credits == creditsMinor, "sum of credits", null);
        require(debits == debitsMinor, "sum of debits", null);
        require(loan == null || loan.principalMinor() == -closingMinor, "principal owed", null);
    }

    private static void require(boolean holds, String what, @Nullable UUID entry) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "the statement does not add up: " + what + (entry == null ? "" : " at entry " + entry));
        }
    }

    /** Computes running balances, totals and the closing balance of movements that are already in their order. */
    public static Statement of(
            Letterhead bank,
            Holder holder,
            StatedAccount account,
            Period period,
            LocalDate issuedOn,
            long openingMinor,
            List<Movement> movements,
            Interest interest,
            List<Hold> holds,
            @Nullable LoanPeriod loan,
            @Nullable Seal seal) {
        List<Entry> entries = new ArrayList<>(movements.size());
        long balance = openingMinor;
        long credits = 0;
        long debits = 0;
        for (Movement movement : movements) {
            balance = Math.addExact(balance, movement.amountMinor());
            credits += Math.max(0, movement.amountMinor());
            debits += Math.min(0, movement.amountMinor());
            entries.add(new Entry(
                    movement.id(),
                    movement.kind(),
                    movement.bookingDate(),
                    movement.valueDate(),
                    movement.text(),
                    movement.parties(),
                    movement.amountMinor(),
                    balance));
        }
        return new Statement(
                bank,
                holder,
                account,
                period,
                issuedOn,
                openingMinor,
                entries,
                credits,
                debits,
                balance,
                interest,
                holds,
                loan,
                seal);
    }

    /** Sum of the entries of a kind; negative if they took more than they gave. */
    public long totalMinor(EntryKind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .mapToLong(Entry::amountMinor)
                .sum();
    }

    /** What is reserved; zero or positive. */
    public long heldMinor() {
        return holds.stream().mapToLong(Hold::amountMinor).sum();
    }

    /**
     * Whom the statement is for.
     *
     * @param language ISO 639-1
     * @param address lines; empty if the bank knows none
     */
    public record Holder(String name, List<String> address, String language) {
        public Holder {
            address = List.copyOf(address);
        }
    }

    /**
     * The account that is stated.
     *
     * @param number IBAN, without blanks
     * @param name what kind of account it is, for people
     * @param cards the last four digits of the cards that pay from it; empty if none does
     */
    public record StatedAccount(String number, String name, String currency, List<String> cards) {
        public StatedAccount {
            cards = List.copyOf(cards);
        }
    }

    /**
     * A posting on the account, before its running balance is known.
     *
     * @param id of the journal entry
     * @param text what the account holder reads; may be empty
     */
    public record Movement(
            UUID id,
            EntryKind kind,
            LocalDate bookingDate,
            LocalDate valueDate,
            String text,
            Parties parties,
            long amountMinor) {}

    /**
     * What a payment says of itself beside its text; both are empty where there is no payment, or it does not say.
     *
     * @param counterparty who was paid, or who paid: a merchant, or the holder of another account
     * @param category what a merchant sells, such as {@code grocery_pos}
     */
    public record Parties(String counterparty, String category) {
        public static final Parties UNKNOWN = new Parties("", "");
    }

    /**
     * What a closed day was sealed with: the entries up to it cannot be changed unnoticed.
     *
     * @param hash SHA-256 of the day's certificate, 64 hexadecimal digits
     */
    public record Seal(LocalDate businessDate, String hash) {}

    /**
     * Funds that are reserved on the account.
     *
     * @param amountMinor what is still reserved; positive
     * @param until its last day
     */
    public record Hold(String text, LocalDate placedOn, LocalDate until, long amountMinor) {}

    /** A line of the statement. */
    public record Entry(
            UUID id,
            EntryKind kind,
            LocalDate bookingDate,
            LocalDate valueDate,
            String text,
            Parties parties,
            long amountMinor,
            long balanceAfterMinor) {

        /** What a customer quotes to name this line: the last twelve digits of the entry's id. */
        public String reference() {
            return id.toString().substring(24);
        }
    }

    /**
     * What interest did in the period.
     *
     * @param rateBps yearly rate in force on the period's last day, in hundredths of a percent; null if none is agreed
     * @param overdraftRateBps the same of what the holder pays on a negative balance; null if none is agreed
     * @param accruedMinor earned (positive) or owed (negative) for the days of the period, rounded half even; null if
     *     accruals are not kept for the account
     * @param postedMinor posted to the account in the period, one of its entries
     */
    public record Interest(
            @Nullable Integer rateBps,
            @Nullable Integer overdraftRateBps,
            @Nullable Long accruedMinor,
            long postedMinor) {}
}
