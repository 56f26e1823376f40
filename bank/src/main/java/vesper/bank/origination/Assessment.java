package vesper.bank.origination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * What an application was judged by, kept with it.
 *
 * @param ratePct yearly rate that the score gives
 * @param exposureMinor the amount asked for, what the customer owes on loans in the currency, and other applications
 */
public record Assessment(
        Score score, BigDecimal ratePct, Affordability affordability, long exposureMinor, CreditDecision decision) {

    /** Scores, prices, and decides. Pure: the same application gives the same assessment. */
    static Assessment of(
            LoanProduct product,
            CreditScorer scorer,
            LoanRequest request,
            Map<Attribute, BigDecimal> attributes,
            long exposureMinor,
            LocalDate on) {
        Score score = scorer.score(attributes);
        BigDecimal rate = product.ratePct(score.points());
        Affordability affordability = Affordability.of(product, request, rate, on);
        return new Assessment(
                score,
                rate,
                affordability,
                exposureMinor,
                CreditDecision.of(product.policy(), score.points(), affordability, exposureMinor));
    }
}
