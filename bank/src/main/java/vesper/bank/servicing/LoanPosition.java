package vesper.bank.servicing;

import java.util.EnumMap;
import java.util.Map;
import vesper.bank.lending.LoanCharge;
import vesper.bank.lending.LoanJournal;
import vesper.bank.lending.LoanJournal.LoanPosting;
import vesper.bank.lending.LoanJournal.Role;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.TransactionLine;
import vesper.bank.lending.TransactionType;

/**
 * What a loan, with all that has happened on it, has moved on the accounts of each role: in minor units, positive credits the
 * account. Charges are income from the day they are added, less what is waived; interest as far as it was recognised.
 */
final class LoanPosition {
    private final Map<Role, Long> moved = new EnumMap<>(Role.class);

    private LoanPosition() {}

    static LoanPosition of(LoanState state, long interestRecognisedMinor) {
        LoanPosition position = new LoanPosition();
        boolean chargedOff = false;
        for (TransactionLine line : state.transactions()) {
            TransactionType type = line.transaction().type();
            if (line.undone() || type == TransactionType.ACCRUAL) {
                continue;
            }
            for (LoanPosting leg : LoanJournal.of(line, chargedOff)) {
                position.credit(leg.role(), leg.creditMinor() - leg.debitMinor());
            }
            chargedOff |= type == TransactionType.CHARGE_OFF;
        }
        for (LoanState.ChargeLine line : state.charges()) {
            LoanCharge charge = line.charge();
            long earned = charge.amountMinor() - line.waivedMinor();
            position.earn(
                    charge.penalty() ? Role.PENALTIES_RECEIVABLE : Role.FEES_RECEIVABLE,
                    charge.penalty() ? Role.PENALTY_INCOME : Role.FEE_INCOME,
                    earned);
        }
        position.earn(Role.INTEREST_RECEIVABLE, Role.INTEREST_INCOME, interestRecognisedMinor);
        return position;
    }

    /** What is to be booked to come from another position to this one, by role; those that do not move are left out. */
    Map<Role, Long> since(LoanPosition before) {
        Map<Role, Long> difference = new EnumMap<>(moved);
        before.moved.forEach((role, amount) -> difference.merge(role, -amount, Math::addExact));
        difference.values().removeIf(amount -> amount == 0);
        return difference;
    }

    private void earn(Role receivable, Role income, long amountMinor) {
        credit(receivable, -amountMinor);
        credit(income, amountMinor);
    }

    private void credit(Role role, long amountMinor) {
        moved.merge(role, amountMinor, Math::addExact);
    }
}
