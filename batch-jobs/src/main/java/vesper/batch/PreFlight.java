package vesper.batch;

import java.time.LocalDate;
import vesper.bank.Bank;
import vesper.bank.calendar.BusinessDay;

/** Looks, before a day is cut off, whether things are so that it can be closed; see {@link BatchSettings.Gate}. */
final class PreFlight {
    private final Bank bank;
    private final PaymentsInFlight inFlight;
    private final BatchSettings.Gate gate;

    PreFlight(Bank bank, PaymentsInFlight inFlight, BatchSettings.Gate gate) {
        this.bank = bank;
        this.inFlight = inFlight;
        this.gate = gate;
    }

    /** The close may not begin; the message says why and what to do. Nothing was done. */
    static final class GateShutException extends RuntimeException {
        GateShutException(String message) {
            super(message);
        }
    }

    /** @throws GateShutException if the day is still open and should not be closed as things are */
    void check(LocalDate businessDate) {
        if (bank.businessDates().current().phase() != BusinessDay.Phase.OPEN) {
            return;
        }
        long left = bank.exceptions().countMoneyBefore(businessDate);
        if (left > gate.moneyExceptions()) {
            throw new GateShutException(
                    left + " exceptions of earlier days, in which money has not moved, wait for a person,"
                            + " and at most " + gate.moneyExceptions() + " may: see to them, then restart");
        }
        long behind = inFlight.behind();
        if (behind > gate.paymentsBehind()) {
            throw new GateShutException("screening and booking are behind by " + behind + " payments, and at most "
                    + gate.paymentsBehind() + " are allowed: see whether the jobs run, wait, then restart");
        }
    }
}
