package vesper.bank.origination;

import java.math.BigDecimal;
import java.util.Map;

/** Makes a score of an application's attributes: a {@link ScoreCard}, or a model that was learned. Pure. */
@FunctionalInterface
public interface CreditScorer {
    /** The score; an attribute that is missing has no key. */
    Score score(Map<Attribute, BigDecimal> attributes);
}
