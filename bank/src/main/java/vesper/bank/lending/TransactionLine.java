package vesper.bank.lending;

/**
 * A transaction with what the replay made of it.
 *
 * @param amountMinor its amount; of a charge-off or re-ageing what was owed
 * @param portions what it paid or charged, by part
 * @param overpaidMinor the part of it that found nothing to pay, or that came out of what was overpaid
 * @param balanceMinor principal owed after it; 0 for types that do not move it
 * @param undone whether it was undone; its figures are then those of before
 */
public record TransactionLine(
        LoanTransaction transaction,
        long amountMinor,
        Portions portions,
        long overpaidMinor,
        long balanceMinor,
        boolean undone) {
    TransactionLine asUndone() {
        return new TransactionLine(transaction, amountMinor, portions, overpaidMinor, balanceMinor, true);
    }
}
