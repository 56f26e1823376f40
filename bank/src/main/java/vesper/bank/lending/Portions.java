package vesper.bank.lending;

/** An amount by the parts that it pays or charges, in minor units. */
public record Portions(long principalMinor, long interestMinor, long feeMinor, long penaltyMinor) {
    public static final Portions NONE = new Portions(0, 0, 0, 0);

    public long totalMinor() {
        return principalMinor + interestMinor + feeMinor + penaltyMinor;
    }

    public long of(Part part) {
        return switch (part) {
            case PRINCIPAL -> principalMinor;
            case INTEREST -> interestMinor;
            case FEE -> feeMinor;
            case PENALTY -> penaltyMinor;
        };
    }

    public Portions plus(Portions other) {
        return new Portions(
                principalMinor + other.principalMinor,
                interestMinor + other.interestMinor,
                feeMinor + other.feeMinor,
                penaltyMinor + other.penaltyMinor);
    }

    Portions minus(Portions other) {
        return new Portions(
                principalMinor - other.principalMinor,
                interestMinor - other.interestMinor,
                feeMinor - other.feeMinor,
                penaltyMinor - other.penaltyMinor);
    }

    static Portions of(long[] byPart) {
        return new Portions(
                byPart[Part.PRINCIPAL.index()],
                byPart[Part.INTEREST.index()],
                byPart[Part.FEE.index()],
                byPart[Part.PENALTY.index()]);
    }
}
