package vesper.bank.screening;

/** Sums of amounts that are looked at, not booked: they need not be exact where nobody has so much. */
public final class Amounts {
    private Amounts() {}

    /** The sum of two amounts in minor units, neither negative; the greatest long if it is more than that. */
    public static long saturatedSum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
