package vesper.bank.origination;

import static vesper.bank.origination.InvalidProductException.require;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A score as a table: each attribute falls into one bin and gets its points; the score is their sum. The reasons are ordered by
 * what an attribute lost against its best bin, as adverse-action reasons are (Regulation B, 12 CFR 1002.9(b)(2), comment 4).
 *
 * @param scales attribute by attribute
 */
public record ScoreCard(String name, int version, List<Scale> scales) implements CreditScorer {
    /**
     * Points for values below a bound and not below the bin's before it.
     *
     * @param below exclusive; null in the last bin: without end
     * @param reason in words, for the customer
     */
    public record Bin(@Nullable BigDecimal below, int points, String reason) {}

    /**
     * @param bins lowest values first
     * @param missing for an application that does not have the attribute
     */
    public record Scale(Attribute attribute, List<Bin> bins, Bin missing) {
        public Scale {
            bins = List.copyOf(bins);
            String field = attribute.code();
            require(!bins.isEmpty(), field, "needs a bin");
            BigDecimal before = null;
            for (int i = 0; i < bins.size(); i++) {
                BigDecimal below = bins.get(i).below();
                require(
                        (below == null) == (i == bins.size() - 1),
                        field,
                        "must leave its last bin, and no other, open");
                require(before == null || below == null || below.compareTo(before) > 0, field, "has bins out of order");
                before = below;
            }
        }

        private Bin binOf(@Nullable BigDecimal value) {
            if (value == null) {
                return missing;
            }
            for (Bin bin : bins) {
                if (bin.below() == null || value.compareTo(bin.below()) < 0) {
                    return bin;
                }
            }
            throw new IllegalStateException("the last bin of " + attribute + " is not open");
        }

        private int best() {
            return bins.stream().mapToInt(Bin::points).max().orElseThrow();
        }
    }

    public ScoreCard {
        scales = List.copyOf(scales);
        Map<Attribute, Scale> once = new EnumMap<>(Attribute.class);
        for (Scale scale : scales) {
            require(
                    once.put(scale.attribute(), scale) == null,
                    scale.attribute().code(),
                    "is on the card twice");
        }
        require(!once.isEmpty(), "scales", "must not be empty");
    }

    @Override
    public Score score(Map<Attribute, BigDecimal> attributes) {
        List<Score.Reason> reasons = new ArrayList<>(scales.size());
        int points = 0;
        for (Scale scale : scales) {
            BigDecimal value = attributes.get(scale.attribute());
            Bin bin = scale.binOf(value);
            points = Math.addExact(points, bin.points());
            reasons.add(new Score.Reason(scale.attribute(), value, bin.points(), scale.best(), bin.reason()));
        }
        reasons.sort(Comparator.comparingInt(Score.Reason::lost).reversed());
        return new Score(name + "/" + version, points, reasons);
    }
}
