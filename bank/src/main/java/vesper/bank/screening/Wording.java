package vesper.bank.screening;

/** Reasons in words. */
final class Wording {
    private Wording() {}

    /**
     * The sentence with each {@code {feature}} replaced by its value.
     *
     * @throws IllegalArgumentException if it names what is no feature
     */
    static String of(String reason, Features features) {
        StringBuilder words = new StringBuilder(reason.length() + 16);
        int from = 0;
        for (int open = reason.indexOf('{'); open >= 0; open = reason.indexOf('{', from)) {
            int close = reason.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("no } after " + reason.substring(open));
            }
            Feature named = Feature.of(reason.substring(open + 1, close));
            words.append(reason, from, open).append(figure(features.get(named)));
            from = close + 1;
        }
        return words.append(reason, from, reason.length()).toString();
    }

    /** Whole numbers as such, everything else to two decimals: no locale, the same text on every machine. */
    static String figure(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }
}
