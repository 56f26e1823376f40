package vesper.bank.interest;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 30E/360 ISDA, ISDA 2006 4.16(h): months of 30 days, where a 31st and the last day of February are a 30th, but for the maturity.
 * 31 August 2011 to 29 February 2012: 180 days, 179 if that is the maturity.
 *
 * @param maturity the last date of the contract; null if no end to be counted to is the last
 */
public record ThirtyE360Isda(@Nullable LocalDate maturity) implements DayCount {
    @Override
    public String code() {
        return "30E/360 ISDA";
    }

    @Override
    public long days(LocalDate start, LocalDate end) {
        StandardDayCount.requireOrder(start, end);
        return ThirtyDayMonths.eurobondIsda(start, end, end.equals(maturity));
    }

    @Override
    public BigDecimal yearFraction(LocalDate start, LocalDate end) {
        return StandardDayCount.over(days(start, end), 360);
    }
}
