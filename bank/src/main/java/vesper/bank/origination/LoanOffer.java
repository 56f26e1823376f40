package vesper.bank.origination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import vesper.bank.lending.InvalidTermsException;
import vesper.bank.lending.LoanQuote;
import vesper.bank.lending.Schedule;

/**
 * What the bank binds itself to until a day. The dates of the schedule are those of a loan paid out on the day of the offer; they
 * move with the day on which it is paid out.
 *
 * @param validUntil last business date on which it can be accepted
 * @param ratePct nominal percent a year
 * @param feesMinor paid with the disbursement
 * @param totalMinor all that is paid: principal, interest and fees
 * @param aprcPct annual percentage rate of charge, fees included, two decimals
 */
public record LoanOffer(
        LocalDate offeredOn,
        LocalDate validUntil,
        String currency,
        long principalMinor,
        BigDecimal ratePct,
        long feesMinor,
        long interestMinor,
        long totalMinor,
        BigDecimal aprcPct,
        List<Schedule.Instalment> instalments) {
    public LoanOffer {
        instalments = List.copyOf(instalments);
    }

    /**
     * The offer of a product on a day.
     *
     * @throws InvalidTermsException naming the term that makes no loan
     */
    static LoanOffer of(LoanProduct product, long principalMinor, int count, BigDecimal ratePct, LocalDate on) {
        LoanQuote quote =
                LoanQuote.of(product.terms(principalMinor, count, ratePct, on), product.feesMinor(principalMinor));
        return new LoanOffer(
                on,
                on.plusDays(product.offerValidDays()),
                product.currency(),
                principalMinor,
                ratePct,
                quote.feesMinor(),
                quote.interestMinor(),
                quote.totalMinor(),
                quote.aprcPct(),
                quote.instalments());
    }
}
