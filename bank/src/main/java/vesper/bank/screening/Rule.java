package vesper.bank.screening;

import java.util.function.Predicate;

/**
 * A reason to doubt a payment.
 *
 * @param code stable name, lower case with hyphens
 * @param reason one sentence for the analyst; {@code {feature}} is replaced by its value
 * @param points what a hit adds to the score; negative for a reason to trust
 * @param when whether the rule hits
 */
public record Rule(String code, String reason, int points, Predicate<Features> when) {
    /**
     * Checks the reason.
     *
     * @throws IllegalArgumentException if it names what is no feature
     */
    public Rule {
        words(reason, new Features());
    }

    /** The reason in words, with the figures that made the rule hit. */
    String detail(Features features) {
        return words(reason, features);
    }

    private static String words(String reason, Features features) {
        StringBuilder words = new StringBuilder(reason.length() + 16);
        int from = 0;
        for (int open = reason.indexOf('{'); open >= 0; open = reason.indexOf('{', from)) {
            int close = reason.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("no } after " + reason.substring(open));
            }
            Feature named = Feature.of(reason.substring(open + 1, close));
            words.append(reason, from, open).append(figure(features, named));
            from = close + 1;
        }
        return words.append(reason, from, reason.length()).toString();
    }

    private static String figure(Features features, Feature feature) {
        double value = features.get(feature);
        // Whole numbers as such, everything else to one decimal: no locale, the same text on every machine.
        double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
