package vesper.api.caller;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import vesper.api.problem.ProblemException;
import vesper.bank.money.Money;

/**
 * What a customer does only shortly after signing in: whoever finds a phone unlocked, or steals a token, cannot send much to an account of
 * the own choice. Apps learn how to go on as RFC 9470 has it. Clients of the bank are asked for nothing; they have no customer at hand.
 */
@Component
public final class StepUp {
    private final StepUpSettings settings;
    private final Clock clock;

    @Autowired
    StepUp(StepUpSettings settings) {
        this(settings, Clock.systemUTC());
    }

    StepUp(StepUpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether who signed in then need not do so again now. */
    public boolean isFresh(Instant signedInAt) {
        return signedInAt.plus(settings.within()).isAfter(clock.instant());
    }

    /**
     * For what is risky by itself, such as a new payee.
     *
     * @throws ProblemException 401 for a customer who signed in too long ago, or nobody knows when
     */
    public void require(Caller caller) {
        if (caller.customerId() != null && (caller.signedInAt() == null || !isFresh(caller.signedInAt()))) {
            throw ProblemException.stepUp(settings.within().toSeconds());
        }
    }

    /**
     * For what is risky above an amount.
     *
     * @param amountMinor minor units of the currency
     */
    public void requireAbove(Caller caller, long amountMinor, String currency) {
        // Clients are never asked, and they send the most: they do not wait for the comparison.
        if (caller.customerId() != null
                && BigDecimal.valueOf(amountMinor, Money.decimals(currency))
                                .compareTo(BigDecimal.valueOf(settings.aboveMajor()))
                        > 0) {
            require(caller);
        }
    }
}
