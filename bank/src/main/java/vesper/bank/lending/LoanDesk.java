package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Decides on commands: checks them and adds to the loan's history what they come to. */
final class LoanDesk {
    private final Loan loan;
    private final LocalDate businessDate;
    private final CommandChecks checks;

    LoanDesk(Loan loan, LocalDate businessDate) {
        this.loan = loan;
        this.businessDate = businessDate;
        this.checks = new CommandChecks(loan, businessDate);
    }

    LoanOutcome handle(LoanCommand command) {
        if (command instanceof LoanCommand.Approve) {
            return new LoanOutcome.Done(loan.asApproved());
        }
        if (command instanceof LoanCommand.Disburse disburse) {
            LoanRefusal refusal = loan.approved() ? checks.disbursement(disburse) : LoanRefusal.NOT_APPROVED;
            if (refusal == null && has(TransactionType.WRITE_OFF)) {
                refusal = LoanRefusal.CLOSED;
            }
            if (refusal == null && interestIsSettled()) {
                refusal = LoanRefusal.INTEREST_IS_SETTLED;
            }
            return refusal == null ? computed(disburse(disburse)) : refused(refusal);
        }
        if (!loan.disbursed()) {
            return command instanceof LoanCommand.Reschedule reschedule
                    ? reschedule(reschedule.change())
                    : refused(LoanRefusal.NOT_DISBURSED);
        }
        return onDisbursed(command);
    }

    private LoanOutcome onDisbursed(LoanCommand command) {
        boolean takesBack = command instanceof LoanCommand.Undo || command instanceof LoanCommand.UndoDisbursal;
        if (has(TransactionType.WRITE_OFF) && !takesBack && !(command instanceof LoanCommand.AccrueDay)) {
            return refused(LoanRefusal.CLOSED);
        }
        if (command instanceof LoanCommand.Pay pay) {
            return pay(pay);
        } else if (command instanceof LoanCommand.AddCharge add) {
            LoanRefusal refusal = checks.amount(add.amount());
            return refusal != null
                    ? refused(refusal)
                    : charged(
                            add.name(), add.penalty(), add.dueOn(), add.amount().amountMinor());
        } else if (command instanceof LoanCommand.AddShareCharge add) {
            return charge(add);
        } else if (command instanceof LoanCommand.WaiveCharge waive) {
            return waive(waive.chargeId());
        } else if (command instanceof LoanCommand.Chargeback chargeback) {
            return chargeback(chargeback);
        } else if (command instanceof LoanCommand.RefundCredit refund) {
            LoanRefusal refusal = checks.movement(refund.amount(), refund.on());
            if (refusal == null
                    && loan.state().overpaidMinor() < refund.amount().amountMinor()) {
                refusal = LoanRefusal.MORE_THAN_OVERPAID;
            }
            return refusal == null
                    ? recorded(next(
                            TransactionType.CREDIT_BALANCE_REFUND,
                            refund.on(),
                            refund.amount().amountMinor()))
                    : refused(refusal);
        } else if (command instanceof LoanCommand.Undo undo) {
            return undo(undo.transactionId());
        } else if (command instanceof LoanCommand.UndoDisbursal) {
            return new LoanOutcome.Done(
                    new Loan(loan.terms(), true, List.of(), loan.charges(), loan.changes(), Map.of(), loan.lastId()));
        } else if (command instanceof LoanCommand.UndoLastDisbursal) {
            return new LoanOutcome.Done(undoLastDisbursal());
        }
        return onTerms(command);
    }

    private LoanOutcome onTerms(LoanCommand command) {
        if (command instanceof LoanCommand.Reschedule reschedule) {
            return reschedule(reschedule.change());
        } else if (command instanceof LoanCommand.ReAgeFrom reAge) {
            return onDebt(next(TransactionType.RE_AGE, businessDate, 0).with(reAge.instalments()));
        } else if (command instanceof LoanCommand.ReAmortise) {
            return onDebt(next(TransactionType.RE_AMORTISATION, businessDate, 0));
        } else if (command instanceof LoanCommand.ChargeOff chargeOff) {
            return loan.chargedOff()
                    ? refused(LoanRefusal.ALREADY_CHARGED_OFF)
                    : onDebt(next(TransactionType.CHARGE_OFF, chargeOff.on(), 0));
        } else if (command instanceof LoanCommand.UndoChargeOff) {
            return loan.transactions().stream()
                    .filter(each -> each.type() == TransactionType.CHARGE_OFF)
                    .filter(each -> !loan.undone().containsKey(each.id()))
                    .findFirst()
                    .map(each -> undo(each.id()))
                    .orElse(refused(LoanRefusal.NOT_CHARGED_OFF));
        } else if (command instanceof LoanCommand.WriteOff writeOff) {
            return onDebt(next(TransactionType.WRITE_OFF, writeOff.on(), 0));
        } else if (command instanceof LoanCommand.AccrueDay accrue) {
            return new LoanOutcome.Done(new Accruals(loan).day(businessDate, accrue.chargesWhenAdded()));
        }
        throw new IllegalStateException("a command nobody handles: " + command);
    }

    /** Records what is done about what is owed. */
    private LoanOutcome onDebt(LoanTransaction transaction) {
        LoanRefusal refusal = checks.onDebt(transaction.valueDate());
        return refusal == null ? new LoanOutcome.Done(loan.with(transaction)) : refused(refusal);
    }

    private boolean has(TransactionType type) {
        return loan.transactions().stream()
                .anyMatch(each -> each.type() == type && !loan.undone().containsKey(each.id()));
    }

    /** Principal that was spread anew is no longer that of the progressive model. */
    private boolean interestIsSettled() {
        return loan.terms().kind() == LoanTerms.ScheduleKind.PROGRESSIVE
                && loan.terms().bearsInterest()
                && (has(TransactionType.RE_AGE) || has(TransactionType.RE_AMORTISATION));
    }

    /** The loan, if its schedule can be made. */
    private static LoanOutcome computed(Loan made) {
        try {
            made.state();
            return new LoanOutcome.Done(made);
        } catch (InvalidTermsException e) {
            return refused(LoanRefusal.NO_SCHEDULE);
        }
    }

    private Loan disburse(LoanCommand.Disburse disburse) {
        LoanTerms terms = loan.terms();
        long overpaid = loan.disbursed() ? loan.state().overpaidMinor() : 0;
        Loan paidOut = loan.with(next(
                TransactionType.DISBURSEMENT, disburse.on(), disburse.amount().amountMinor()));
        long downPayment = terms.downPaymentMinor(disburse.amount().amountMinor()) - overpaid;
        if (!terms.automaticDownPayment() || downPayment <= 0) {
            return paidOut;
        }
        return paidOut.with(LoanTransaction.of(
                paidOut.lastId() + 1, TransactionType.DOWN_PAYMENT, disburse.on(), businessDate, downPayment));
    }

    private LoanOutcome pay(LoanCommand.Pay pay) {
        LoanRefusal refusal = checks.payment(pay);
        return refusal == null
                ? recorded(
                        next(pay.type(), pay.on(), pay.amount().amountMinor()).changing(pay.excess()))
                : refused(refusal);
    }

    /** Records a movement; if it closes the loan, what is earned and not recognised is recognised then. */
    private LoanOutcome recorded(LoanTransaction movement) {
        Loan moved = loan.with(movement);
        return new LoanOutcome.Done(new Accruals(moved).onClosing(movement.valueDate(), businessDate));
    }

    private LoanOutcome reschedule(TermChange change) {
        if (interestIsSettled()) {
            return refused(LoanRefusal.INTEREST_IS_SETTLED);
        }
        boolean known =
                loan.state().instalments().stream().anyMatch(row -> row.dueOn().equals(change.from()));
        return known ? computed(loan.with(change)) : refused(LoanRefusal.NO_SUCH_INSTALMENT);
    }

    private LoanOutcome waive(long chargeId) {
        for (LoanState.ChargeLine each : loan.state().charges()) {
            if (each.charge().id() == chargeId) {
                return each.outstandingMinor() == 0
                        ? refused(LoanRefusal.NOTHING_TO_WAIVE)
                        : new LoanOutcome.Done(loan.with(next(
                                        TransactionType.CHARGE_WAIVER,
                                        each.charge().dueOn(),
                                        each.outstandingMinor())
                                .relatedTo(chargeId)));
            }
        }
        return refused(LoanRefusal.UNKNOWN_CHARGE);
    }

    private LoanOutcome chargeback(LoanCommand.Chargeback chargeback) {
        LoanRefusal refusal = checks.chargeback(chargeback);
        return refusal != null
                ? refused(refusal)
                : new LoanOutcome.Done(loan.with(next(
                                TransactionType.CHARGEBACK,
                                businessDate,
                                chargeback.amount().amountMinor())
                        .relatedTo(chargeback.paymentId())));
    }

    private LoanOutcome undo(long transactionId) {
        if (loan.undone().containsKey(transactionId)) {
            return refused(LoanRefusal.ALREADY_UNDONE);
        }
        for (TransactionLine line : loan.state().transactions()) {
            if (line.transaction().id() == transactionId) {
                return line.transaction().type() == TransactionType.DISBURSEMENT
                        ? refused(LoanRefusal.NOT_ALLOWED_FOR_TYPE)
                        : new LoanOutcome.Done(loan.undoing(line));
            }
        }
        return refused(LoanRefusal.UNKNOWN_TRANSACTION);
    }

    /** The last disbursement is as if it had never been, and its down payment with it. */
    private Loan undoLastDisbursal() {
        List<LoanTransaction> kept = new ArrayList<>(loan.transactions());
        int last = -1;
        for (int i = 0; i < kept.size(); i++) {
            last = kept.get(i).type() == TransactionType.DISBURSEMENT ? i : last;
        }
        LoanTransaction disbursement = kept.remove(last);
        kept.removeIf(each -> each.type() == TransactionType.DOWN_PAYMENT && each.id() == disbursement.id() + 1);
        return loan.withTransactions(kept);
    }

    private LoanOutcome charge(LoanCommand.AddShareCharge add) {
        if (add.pct().signum() <= 0 || add.pct().compareTo(BigDecimal.valueOf(100)) > 0) {
            return refused(LoanRefusal.PERCENTAGE_OUT_OF_RANGE);
        }
        long amount = add.basis().shareMinor(add.pct(), loan, businessDate);
        return amount > 0
                ? charged(add.name(), add.penalty(), add.dueOn(), amount)
                : refused(LoanRefusal.AMOUNT_NOT_POSITIVE);
    }

    private LoanOutcome charged(String name, boolean penalty, LocalDate dueOn, long amountMinor) {
        LoanRefusal refusal = checks.afterDisbursement(dueOn);
        return refusal != null
                ? refused(refusal)
                : new LoanOutcome.Done(
                        loan.with(new LoanCharge(nextId(), name, penalty, dueOn, businessDate, amountMinor)));
    }

    private LoanTransaction next(TransactionType type, LocalDate on, long amountMinor) {
        return LoanTransaction.of(nextId(), type, on, businessDate, amountMinor);
    }

    private long nextId() {
        return loan.lastId() + 1;
    }

    private static LoanOutcome refused(LoanRefusal reason) {
        return new LoanOutcome.Refused(Objects.requireNonNull(reason));
    }
}
