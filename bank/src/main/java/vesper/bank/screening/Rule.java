package vesper.bank.screening;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reason to doubt a payment.
 *
 * @param code stable name, lower case with hyphens
 * @param reason one sentence for the analyst; {@code {feature}} is replaced by its value
 * @param points what a hit adds to the score; negative for a reason to trust
 * @param when whether the rule hits
 */
public record Rule(String code, String reason, int points, Predicate<Features> when) {
    private static final Pattern NAMED = Pattern.compile("\\{(\\w+)}");

    /** The reason in words, with the figures that made the rule hit. */
    String detail(Features features) {
        return NAMED.matcher(reason)
                .replaceAll(named -> Matcher.quoteReplacement(figure(features, Feature.of(named.group(1)))));
    }

    private static String figure(Features features, Feature feature) {
        double value = features.get(feature);
        // Whole numbers as such, everything else to one decimal: no locale, the same text on every machine.
        double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
