package vesper.bank.lending;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vesper.bank.money.Money;

/** Whether what is asked of a loan can be: its currency, amount and day, and what it is about. Each answers null if it can. */
final class CommandChecks {
    private final Loan loan;
    private final LocalDate businessDate;

    CommandChecks(Loan loan, LocalDate businessDate) {
        this.loan = loan;
        this.businessDate = businessDate;
    }

    @Nullable
    LoanRefusal disbursement(LoanCommand.Disburse disburse) {
        LoanRefusal refusal = amount(disburse.amount());
        return refusal == null && disburse.on().isAfter(businessDate) ? LoanRefusal.IN_THE_FUTURE : refusal;
    }

    @Nullable
    LoanRefusal movement(Money amount, LocalDate on) {
        LoanRefusal refusal = amount(amount);
        return refusal == null ? day(on) : refusal;
    }

    @Nullable
    LoanRefusal amount(Money amount) {
        if (!loan.inCurrency(amount)) {
            return LoanRefusal.WRONG_CURRENCY;
        }
        return amount.amountMinor() <= 0 ? LoanRefusal.AMOUNT_NOT_POSITIVE : null;
    }

    /** Of something that happened. */
    private @Nullable LoanRefusal day(LocalDate on) {
        return on.isAfter(businessDate) ? LoanRefusal.IN_THE_FUTURE : afterDisbursement(on);
    }

    /** Of something that may be due later. */
    @Nullable
    LoanRefusal afterDisbursement(LocalDate on) {
        return on.isBefore(loan.disbursedOn()) ? LoanRefusal.BEFORE_DISBURSEMENT : null;
    }

    @Nullable
    LoanRefusal payment(LoanCommand.Pay pay) {
        LoanRefusal refusal = movement(pay.amount(), pay.on());
        if (refusal != null) {
            return refusal;
        }
        if (pay.type() == TransactionType.REFUND) {
            refusal = paidMinor() < pay.amount().amountMinor() ? LoanRefusal.MORE_THAN_PAID : null;
        } else if (!pay.type().repays()) {
            refusal = LoanRefusal.NOT_ALLOWED_FOR_TYPE;
        }
        if (refusal == null && pay.excess() != null) {
            refusal = pay.type() != TransactionType.REPAYMENT
                    ? LoanRefusal.NOT_ALLOWED_FOR_TYPE
                    : loan.terms().letsExcessBeChosen() ? null : LoanRefusal.NO_CHOICE_OF_EXCESS;
        }
        if (refusal == null && pay.type() == TransactionType.REPAYMENT) {
            LoanStatus status = loan.state().status();
            refusal = status == LoanStatus.CLOSED || status == LoanStatus.WRITTEN_OFF ? LoanRefusal.CLOSED : null;
        }
        return refusal;
    }

    private long paidMinor() {
        LoanState state = loan.state();
        return state.overpaidMinor()
                + state.rows().stream().mapToLong(LoanState.Row::paidMinor).sum();
    }

    @Nullable
    LoanRefusal chargeback(LoanCommand.Chargeback chargeback) {
        LoanRefusal refusal = amount(chargeback.amount());
        if (refusal != null) {
            return refusal;
        }
        LoanTransaction payment = null;
        long left = 0;
        for (LoanTransaction each : loan.transactions()) {
            if (each.id() == chargeback.paymentId()) {
                payment = each;
                left += each.amountMinor();
            } else if (each.type() == TransactionType.CHARGEBACK
                    && Long.valueOf(chargeback.paymentId()).equals(each.relatedId())
                    && !loan.undone().containsKey(each.id())) {
                left -= each.amountMinor();
            }
        }
        if (payment == null) {
            return LoanRefusal.UNKNOWN_TRANSACTION;
        }
        if (!payment.type().repays()) {
            return LoanRefusal.NOT_ALLOWED_FOR_TYPE;
        }
        if (loan.undone().containsKey(payment.id())) {
            return LoanRefusal.ALREADY_UNDONE;
        }
        return left < chargeback.amount().amountMinor() ? LoanRefusal.MORE_THAN_PAID : null;
    }

    /** Of what is done about what is owed, on a day. */
    @Nullable
    LoanRefusal onDebt(LocalDate on) {
        LoanRefusal refusal = day(on);
        return refusal == null && loan.state().outstandingMinor() == 0 ? LoanRefusal.CLOSED : refusal;
    }
}
