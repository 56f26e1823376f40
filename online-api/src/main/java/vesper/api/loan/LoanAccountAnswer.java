package vesper.api.loan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanState.RowKind;
import vesper.bank.lending.LoanStatus;
import vesper.bank.lending.Portions;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;

/** A loan as it stands on a business date, with its schedule. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A loan as it stands on a business date. Amounts are decimal numbers in major units.")
record LoanAccountAnswer(
        @Schema(description = "IBAN of the account that owes the loan", example = "GB17VESP00000000000044")
        String number,

        @Schema(
                description = "IBAN of the account that the money went to and instalments come from",
                example = "GB71VESP00000000000042")
        String linkedAccount,

        @Schema(example = "personal-usd") String product,

        @Schema(
                allowableValues = {"approved", "active", "overpaid", "closed", "written_off"},
                description = "approved: not paid out yet; closed: everything was paid",
                example = "active")
        String status,

        @Schema(example = "USD") String currency,

        @Schema(format = "date", description = "business date on which it stands so", example = "2023-06-05")
        String asOf,

        @Schema(description = "paid out so far", example = "1000.00")
        String lent,

        @Schema(description = "all that is owed, interest of instalments to come included")
        LoanAmounts owed,

        @Schema(description = "paid too much and not given back", example = "0.00")
        String overpaid,

        @Schema(description = "what was due before today and is not paid; missing if nothing is") @Nullable
        Arrears arrears,

        @Schema(description = "in the order the payments fall due")
        List<Line> schedule) {

    /** What is overdue. */
    @Schema(name = "LoanArrears", description = "What was due before today and is not paid.")
    record Arrears(
            @Schema(example = "340.02") String amount,

            @Schema(format = "date", description = "due date of the oldest instalment overdue", example = "2023-07-05")
            String since,

            @Schema(description = "days since then", example = "3")
            int days) {}

    /** One payment of the schedule. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LoanScheduleLine", description = "One payment of the schedule.")
    record Line(
            @Schema(example = "1") int n,

            @Schema(
                    allowableValues = {"down_payment", "instalment"},
                    example = "instalment")
            String kind,

            @Schema(format = "date", example = "2023-07-05") String due,

            @Schema(description = "what falls due with it") LoanAmounts charged,

            @Schema(example = "340.02") String paid,

            @Schema(description = "not paid, waived or given up", example = "0.00")
            String owed,

            @Schema(format = "date", description = "day from which nothing was owed of it; missing if something is")
            @Nullable
            String metOn,

            @Schema(description = "principal left after it", example = "669.98")
            String balance) {

        static Line of(Row row, String currency) {
            return new Line(
                    row.n(),
                    row.kind().name().toLowerCase(Locale.ROOT),
                    row.dueOn().toString(),
                    LoanAmounts.of(row.charged(), currency),
                    Money.plain(row.paidMinor(), currency),
                    Money.plain(row.outstandingMinor(), currency),
                    row.metOn() == null ? null : row.metOn().toString(),
                    Money.plain(row.balanceMinor(), currency));
        }
    }

    /**
     * The loan as its transactions so far make it.
     *
     * @param today the date that payments are taken for
     */
    static LoanAccountAnswer of(LoanAccount loan, String linkedAccount, LocalDate today) {
        LoanState state = loan.loan().state();
        String currency = loan.currency();
        long lent = 0;
        Portions owed = Portions.NONE;
        // Before money has flowed the rows are those that it will make.
        List<Row> rows = state.status() == LoanStatus.APPROVED ? List.of() : state.rows();
        for (Row row : rows) {
            lent += row.kind() == RowKind.DISBURSEMENT ? row.balanceMinor() : 0;
            owed = owed.plus(row.outstanding());
        }
        return new LoanAccountAnswer(
                loan.number(),
                linkedAccount,
                loan.productCode(),
                state.status().name().toLowerCase(Locale.ROOT),
                currency,
                today.toString(),
                Money.plain(lent, currency),
                LoanAmounts.of(owed, currency),
                Money.plain(state.overpaidMinor(), currency),
                arrears(state, currency, today),
                state.instalments().stream().map(row -> Line.of(row, currency)).toList());
    }

    private static @Nullable Arrears arrears(LoanState state, String currency, LocalDate today) {
        int days = state.daysOverdue(today);
        return days == 0
                ? null
                : new Arrears(
                        Money.plain(state.overdueMinor(today), currency),
                        today.minusDays(days).toString(),
                        days);
    }
}
