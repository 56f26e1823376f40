package vesper.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vesper.api.loan.LoanQuoteAnswer;
import vesper.bank.lending.DatedAmount;
import vesper.bank.lending.InvalidTermsException;
import vesper.bank.lending.LoanConventions;
import vesper.bank.lending.LoanConventions.MonthBasis;
import vesper.bank.lending.LoanConventions.YearBasis;
import vesper.bank.lending.LoanQuote;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.PartPrepayment;
import vesper.bank.lending.Schedule;
import vesper.bank.money.Money;

/** {@code vesper loan-quote}: what a loan would cost. Needs no bank. */
@Command(
        name = "loan-quote",
        description = "Computes the schedule, the cost and the annual percentage rate of charge of a loan.")
public final class LoanQuoteCommand implements Callable<Integer> {
    @Option(names = "--principal", paramLabel = "AMOUNT", required = true, description = "Amount lent, such as 10000.")
    private String principal = "";

    @Option(names = "--currency", paramLabel = "CODE", defaultValue = "EUR", description = "Default: EUR.")
    private String currency = "EUR";

    @Option(names = "--rate", paramLabel = "PCT", required = true, description = "Nominal percent a year, such as 5.9.")
    private BigDecimal rate = BigDecimal.ZERO;

    @Option(names = "--instalments", paramLabel = "N", required = true, description = "Number of instalments.")
    private int instalments;

    @Option(names = "--start", paramLabel = "D", required = true, description = "Day of disbursement, ISO 8601.")
    private LocalDate start = LocalDate.EPOCH;

    @Option(names = "--first-due", paramLabel = "D", description = "First due date (default: one period later).")
    private @Nullable LocalDate firstDue;

    @Option(names = "--every", paramLabel = "N", defaultValue = "1", description = "Units between due dates.")
    private int every = 1;

    @Option(
            names = "--unit",
            paramLabel = "days|weeks|months|years",
            defaultValue = "months",
            description = "Unit of --every (default: ${DEFAULT-VALUE}).")
    private Unit unit = Unit.MONTHS;

    @Option(
            names = "--method",
            paramLabel = "flat|declining_balance",
            defaultValue = "declining_balance",
            description = "What interest is charged on (default: ${DEFAULT-VALUE}).")
    private InterestMethod method = InterestMethod.DECLINING_BALANCE;

    @Option(
            names = "--interest",
            paramLabel = "daily|same_as_repayment_period",
            defaultValue = "same_as_repayment_period",
            description = "How interest runs (default: ${DEFAULT-VALUE}).")
    private InterestPeriod interest = InterestPeriod.SAME_AS_REPAYMENT_PERIOD;

    @Option(
            names = "--amortisation",
            paramLabel = "equal_instalments|equal_principal",
            defaultValue = "equal_instalments",
            description = "What is equal from one to the next (default: ${DEFAULT-VALUE}).")
    private Amortisation amortisation = Amortisation.EQUAL_INSTALMENTS;

    @Option(
            names = "--schedule",
            paramLabel = "cumulative|progressive",
            defaultValue = "cumulative",
            description =
                    "Made anew by each event, or carried forward; a progressive one is in equal instalments on the"
                            + " declining balance (default: ${DEFAULT-VALUE}).")
    private ScheduleKind schedule = ScheduleKind.CUMULATIVE;

    @Option(names = "--holiday", paramLabel = "D", description = "Day on which nothing falls due; may be repeated.")
    private Set<LocalDate> holidays = Set.of();

    @Option(
            names = "--calendar",
            paramLabel = "CODE",
            description = "Calendar on whose business days alone anything falls due (default: any day).")
    private @Nullable String calendar;

    @Option(names = "--grace-principal", paramLabel = "N", description = "First instalments that repay no principal.")
    private int gracePrincipal;

    @Option(
            names = "--grace-interest",
            paramLabel = "N",
            description = "First instalments whose interest is paid later.")
    private int graceInterest;

    @Option(names = "--interest-free", paramLabel = "N", description = "First instalments that bear no interest.")
    private int interestFree;

    @Option(names = "--down-payment", paramLabel = "PCT", defaultValue = "0", description = "Percent due at once.")
    private BigDecimal downPayment = BigDecimal.ZERO;

    @Option(names = "--balloon", paramLabel = "AMOUNT", description = "Principal left to the last instalment.")
    private @Nullable String balloon;

    @Option(names = "--multiple-of", paramLabel = "AMOUNT", description = "What instalments are rounded to.")
    private @Nullable String multiple;

    @Option(
            names = "--disbursement",
            paramLabel = "D=AMOUNT",
            description = "A tranche, the first on --start; may be repeated (default: all at once).")
    private Map<LocalDate, String> disbursements = Map.of();

    @Option(
            names = "--prepayment",
            paramLabel = "D=AMOUNT[:EXCESS]",
            description = "What is paid besides the instalments, and what it changes if not what --excess says; may be"
                    + " repeated.")
    private Map<LocalDate, String> prepayments = Map.of();

    @Option(
            names = "--excess",
            paramLabel = "smaller_instalments|shorter_term|next_instalments|last_unpaid_instalment",
            description = "What a payment above the instalment changes, where interest by days follows the payments"
                    + " (default: it does not follow them).")
    private @Nullable Excess excess;

    @Option(names = "--fees", paramLabel = "AMOUNT", description = "Paid with the first disbursement.")
    private @Nullable String fees;

    @Option(
            names = "--conventions",
            paramLabel = "textbook|fineract|fineract-progressive",
            defaultValue = "textbook",
            description = "Rounding, day basis and order together (default: ${DEFAULT-VALUE}).")
    private String conventions = "textbook";

    @Option(
            names = "--days-in-year",
            paramLabel = "actual|days_360|days_364|days_365",
            description = "What interest by days is spread over (default: as the conventions say).")
    private @Nullable YearBasis daysInYear;

    @Option(
            names = "--days-in-month",
            paramLabel = "actual|days_30",
            description = "What a month counts as where interest is by days (default: as the conventions say).")
    private @Nullable MonthBasis daysInMonth;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        LoanQuote quote;
        try {
            quote = quote(terms());
        } catch (InvalidTermsException e) {
            throw new ParameterException(spec.commandLine(), "these terms make no loan: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(LoanQuoteAnswer.of(quote)));
        } else {
            print(quote, out);
        }
        out.flush();
        return Failures.DONE;
    }

    private LoanQuote quote(LoanTerms terms) {
        if (disbursements.isEmpty() && prepayments.isEmpty()) {
            return LoanQuote.of(terms, minor(fees));
        }
        List<DatedAmount> tranches = disbursements.isEmpty()
                ? List.of(new DatedAmount(terms.disbursedOn(), terms.principalMinor()))
                : disbursements.entrySet().stream()
                        .map(each -> new DatedAmount(each.getKey(), minor(each.getValue())))
                        .toList();
        return LoanQuote.of(
                terms,
                tranches,
                prepayments.entrySet().stream()
                        .map(each -> prepayment(each.getKey(), each.getValue()))
                        .toList(),
                minor(fees));
    }

    private PartPrepayment prepayment(LocalDate on, String written) {
        int colon = written.indexOf(':');
        return colon < 0
                ? new PartPrepayment(on, minor(written))
                : new PartPrepayment(
                        on,
                        minor(written.substring(0, colon)),
                        Excess.valueOf(written.substring(colon + 1).toUpperCase(Locale.ROOT)));
    }

    private LoanTerms terms() {
        return LoanTerms.of(Money.parse(principal, currency), start, rate, instalments)
                .firstDueOn(firstDue)
                .repaidEvery(every, unit)
                .interest(method, interest, firstDue != null)
                .amortisation(amortisation)
                .kind(schedule)
                .holidays(holidays)
                .calendar(calendar)
                .grace(new Grace(gracePrincipal, graceInterest, interestFree))
                .downPayment(downPayment, false)
                .balloonMinor(minor(balloon))
                .instalmentMultipleMinor(minor(multiple))
                .recalculation(
                        excess == null ? null : new Recalculation(excess, Compounding.NONE, Settlement.UNTIL_DAY))
                .conventions(LoanConventions.named(conventions).withDays(daysInYear, daysInMonth))
                .build();
    }

    private long minor(@Nullable String amount) {
        return amount == null ? 0 : Money.parse(amount, currency).amountMinor();
    }

    private static void print(LoanQuote quote, PrintWriter out) {
        out.printf("%4s  %-10s  %14s  %14s  %14s  %14s%n", "", "due", "principal", "interest", "total", "balance");
        for (Schedule.Instalment line : quote.instalments()) {
            out.printf(
                    "%4d  %-10s  %14s  %14s  %14s  %14s%n",
                    line.n(),
                    line.dueOn(),
                    amount(quote, line.principalMinor()),
                    amount(quote, line.interestMinor()),
                    amount(quote, line.totalMinor()),
                    amount(quote, line.balanceMinor()));
        }
        out.printf(
                "lent %s %s, interest %s, fees %s, to pay %s, APRC %s %%%n",
                amount(quote, quote.terms().principalMinor()),
                quote.terms().currency(),
                amount(quote, quote.interestMinor()),
                amount(quote, quote.feesMinor()),
                amount(quote, quote.totalMinor()),
                quote.aprcPct().toPlainString());
    }

    private static String amount(LoanQuote quote, long minor) {
        return Money.plain(minor, quote.terms().currency());
    }
}
