package vesper.bank.money;

import java.math.BigInteger;
import java.util.Arrays;

/** Splits an amount by weights so that the parts sum to it: whom the minor units go to that do not divide. */
public enum Allocation {
    /** To the first parts, one each: 100 by 1:1:1 is 34, 33, 33. */
    TO_FIRST,
    /** To the parts that lost most by cutting, the first of equals: 2 by 1:2:3 is 0, 1, 1. */
    TO_LARGEST_REMAINDER;

    /**
     * The parts, in the order of the weights. Parts of a negative amount are those of the positive one, negated; a part of weight
     * zero is zero.
     *
     * @param amountMinor any sign
     * @throws IllegalArgumentException if there are no weights, one is negative, or all are zero
     */
    public long[] allocate(long amountMinor, long... weights) {
        BigInteger total = BigInteger.ZERO;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("weight must not be negative: " + weight);
            }
            total = total.add(BigInteger.valueOf(weight));
        }
        if (total.signum() == 0) {
            throw new IllegalArgumentException("weights must not be " + (weights.length == 0 ? "none" : "all zero"));
        }
        long[] parts = new long[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        long left = amountMinor;
        for (int n = 0; n < weights.length; n++) {
            BigInteger[] cut = BigInteger.valueOf(amountMinor)
                    .multiply(BigInteger.valueOf(weights[n]))
                    .divideAndRemainder(total);
            parts[n] = cut[0].longValueExact();
            remainders[n] = cut[1].abs();
            left -= parts[n];
        }
        // Fewer units are left than there are parts with a weight: cutting takes less than one from each.
        int unit = Long.signum(left);
        for (int n : order(remainders, weights)) {
            if (left == 0) {
                break;
            }
            parts[n] += unit;
            left -= unit;
        }
        return parts;
    }

    private int[] order(BigInteger[] remainders, long[] weights) {
        Integer[] order = new Integer[weights.length];
        Arrays.setAll(order, n -> n);
        if (this == TO_LARGEST_REMAINDER) {
            Arrays.sort(order, (one, other) -> remainders[other].compareTo(remainders[one]));
        }
        return Arrays.stream(order).mapToInt(n -> n).filter(n -> weights[n] > 0).toArray();
    }
}
