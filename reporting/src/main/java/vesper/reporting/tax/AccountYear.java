package vesper.reporting.tax;

/**
 * What an account did in a calendar year, by booking date. Amounts in minor units.
 *
 * @param openingMinor balance at the end of the year before; positive is the holder's
 * @param earnedMinor interest posted to the account
 * @param withheldMinor what the bank kept back of it for a tax office
 * @param chargedMinor interest on what was overdrawn, or paid on the loan
 * @param feesMinor fees charged, or fees and penalties paid on the loan
 * @param closingMinor balance at the end of the year's last day
 */
public record AccountYear(
        String number,
        String name,
        String currency,
        long openingMinor,
        long earnedMinor,
        long withheldMinor,
        long chargedMinor,
        long feesMinor,
        long closingMinor) {

    /** One of the year's figures. */
    public long amountMinor(TaxFigure figure) {
        return switch (figure) {
            case INTEREST_EARNED -> earnedMinor;
            case TAX_WITHHELD -> withheldMinor;
            case INTEREST_CHARGED -> chargedMinor;
            case FEES -> feesMinor;
        };
    }
}
