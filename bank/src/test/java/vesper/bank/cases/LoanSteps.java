package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vesper.bank.lending.Loan;
import vesper.bank.lending.LoanCommand;
import vesper.bank.lending.LoanJournal;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTransaction.ReAge;
import vesper.bank.lending.TermChange;
import vesper.bank.lending.TransactionLine;
import vesper.bank.lending.TransactionType;
import vesper.bank.money.Money;

/** Takes the steps of a lifecycle case: operations change the loan, checks compare it. */
final class LoanSteps {
    private static final DateTimeFormatter DAY_IN_WORDS = DateTimeFormatter.ofPattern("dd MMMM yyyy", Locale.ENGLISH);

    private final JsonNode settings;
    private final JsonNode application;
    private @Nullable String defaultAdvance;
    private boolean chargesWhenAdded;
    private LocalDate businessDate = LocalDate.MIN;
    private Loan loan;
    /** The oldest first; steps number them from the newest. */
    private final List<Long> payments = new ArrayList<>();

    LoanSteps(JsonNode settings, JsonNode application) {
        this.settings = settings;
        this.application = application;
        this.loan = Loan.appliedFor(new LoanCaseTerms(settings, application).terms(null));
    }

    void take(int number, JsonNode step) {
        if (step.has("op")) {
            operate(step.path("op").asString(), step);
        } else {
            check("at step " + number, step.path("check").asString(), step);
        }
    }

    private void operate(String op, JsonNode step) {
        switch (op) {
            case "set_business_date" -> businessDate = date(step, "date");
            case "product_future_allocation" -> advance(step);
            case "global_setting" -> setting(step);
            case "create_loan" ->
                loan = Loan.appliedFor(new LoanCaseTerms(settings, application).terms(defaultAdvance));
            case "approve" -> apply(new LoanCommand.Approve());
            case "disburse" -> apply(new LoanCommand.Disburse(date(step, "date"), money(step)));
            case "repay" -> repay(step);
            case "charge" -> charge(step);
            case "waive_charge" -> waive();
            case "chargeback" ->
                apply(new LoanCommand.Chargeback(
                        payments.get(payments.size() - step.path("payment_nr").asInt()), money(step)));
            case "credit_balance_refund" -> apply(new LoanCommand.RefundCredit(date(step, "date"), money(step)));
            case "charge_off" -> apply(new LoanCommand.ChargeOff(date(step, "date")));
            case "charge_off_undo" -> apply(new LoanCommand.UndoChargeOff());
            case "undo" -> undo(step);
            case "undo_disbursal" -> apply(new LoanCommand.UndoDisbursal());
            case "undo_last_disbursal" -> apply(new LoanCommand.UndoLastDisbursal());
            case "reschedule" -> reschedule(step.path("data"));
            case "reage" -> reAge(step.path("data"));
            case "reamortize" -> apply(new LoanCommand.ReAmortise());
            case "end_of_day" -> apply(new LoanCommand.AccrueDay(chargesWhenAdded));
            case "payoff" -> payOff(date(step, "date"));
            default -> throw new UnsupportedCaseException("step " + op);
        }
    }

    private void apply(LoanCommand command) {
        loan = LoanCoreCases.done(loan.apply(command, businessDate));
    }

    private void advance(JsonNode step) {
        if (!step.path("transactionType").asString().equals("DEFAULT")) {
            throw new UnsupportedCaseException("future allocation of " + step.path("transactionType"));
        }
        defaultAdvance = step.path("rule").asString();
    }

    private void setting(JsonNode step) {
        if (!step.path("name").asString().equals("charge-accrual-date")) {
            throw new UnsupportedCaseException("setting " + step.path("name"));
        }
        chargesWhenAdded = step.path("value").asString().equals("submitted-date");
    }

    private void repay(JsonNode step) {
        String type = step.path("type").asString();
        TransactionType known = switch (type) {
            case "REPAYMENT" -> TransactionType.REPAYMENT;
            case "GOODWILL_CREDIT" -> TransactionType.GOODWILL_CREDIT;
            case "MERCHANT_ISSUED_REFUND" -> TransactionType.MERCHANT_ISSUED_REFUND;
            case "PAYOUT_REFUND" -> TransactionType.PAYOUT_REFUND;
            case "REFUND_BY_CASH" -> TransactionType.REFUND;
            default -> throw new UnsupportedCaseException("payment " + type);
        };
        long id = loan.lastId() + 1;
        apply(new LoanCommand.Pay(known, date(step, "date"), money(step)));
        payments.add(id);
    }

    private void charge(JsonNode step) {
        String charge = step.path("charge").asString();
        String name = switch (charge) {
            case "LOAN_SNOOZE_FEE" -> "Snooze fee";
            case "LOAN_NSF_FEE" -> "NSF fee";
            default -> throw new UnsupportedCaseException("charge " + charge);
        };
        apply(new LoanCommand.AddCharge(name, charge.equals("LOAN_NSF_FEE"), date(step, "due"), money(step)));
    }

    private void waive() {
        apply(new LoanCommand.WaiveCharge(
                loan.charges().get(loan.charges().size() - 1).id()));
    }

    private void undo(JsonNode step) {
        String type = step.path("type").asString();
        LocalDate on = date(step, "date");
        List<TransactionLine> found = new ArrayList<>();
        for (TransactionLine line : loan.state().transactions()) {
            boolean fits = type.equals("any")
                    || label(line.transaction().type()).equals(type)
                    || (type.equals("last repayment") && line.transaction().type() == TransactionType.REPAYMENT);
            if (fits && line.transaction().valueDate().equals(on) && !line.undone()) {
                found.add(line);
            }
        }
        int nth = step.path("nth").asInt(1);
        if (type.equals("last repayment")) {
            nth = found.size();
        }
        if (nth > found.size()) {
            throw new AssertionError("no transaction to undo on " + on);
        }
        apply(new LoanCommand.Undo(found.get(nth - 1).transaction().id()));
    }

    private void reschedule(JsonNode data) {
        apply(new LoanCommand.Reschedule(change(data)));
    }

    /** A loan with other terms from an instalment on, or with several changes of them. */
    static Loan rescheduled(Loan loan, JsonNode data) {
        Loan changed = loan;
        for (JsonNode each : data.isArray() ? data : List.of(data)) {
            TermChange change = change(each);
            changed = LoanCoreCases.done(changed.apply(new LoanCommand.Reschedule(change), change.from()));
        }
        return changed;
    }

    private static TermChange change(JsonNode data) {
        return new TermChange(
                date(data, "rescheduleFromDate"),
                data.hasNonNull("adjustedDueDate") ? date(data, "adjustedDueDate") : null,
                data.path("graceOnPrincipal").asInt(0),
                data.path("graceOnInterest").asInt(0),
                data.path("extraTerms").asInt(0),
                data.hasNonNull("newInterestRate")
                        ? new BigDecimal(data.path("newInterestRate").asString())
                        : null);
    }

    private void reAge(JsonNode data) {
        apply(new LoanCommand.ReAgeFrom(new ReAge(
                date(data, "startDate"),
                data.path("numberOfInstallments").asInt(),
                data.path("frequencyNumber").asInt(),
                LoanTerms.Unit.valueOf(data.path("frequencyType").asString()))));
    }

    private void payOff(LocalDate on) {
        Money amount = new Money(loan.settlement(on).totalMinor(), loan.terms().currency());
        apply(new LoanCommand.Pay(TransactionType.REPAYMENT, on, amount));
    }

    private void check(String when, String what, JsonNode step) {
        LoanState state = loan.state();
        switch (what) {
            case "schedule" -> LoanChecks.schedule(when, step.path("rows"), state);
            case "schedule_totals" -> LoanChecks.totals(when, step.path("totals"), state);
            case "transactions" -> transactions(when, step.path("rows"), state);
            case "charges" -> charges(when, step.path("rows"), state);
            case "journal" -> journal(when, step, state);
            case "status" -> assertThat(status(state)).as("status " + when).isEqualTo(plainStatus(value(step)));
            case "outstanding" ->
                assertThat(LoanChecks.amount(state.outstandingMinor()))
                        .as("outstanding " + when)
                        .isEqualTo(LoanChecks.plain(value(step)));
            case "overpaid" ->
                assertThat(LoanChecks.amount(state.overpaidMinor()))
                        .as("overpaid " + when)
                        .isEqualTo(LoanChecks.plain(value(step)));
            case "transaction_reverted" ->
                assertThat(state.transactions())
                        .as("reverted " + step.path("transaction").asString() + " " + when)
                        .anyMatch(line -> line.undone()
                                && label(line.transaction().type())
                                        .equals(step.path("transaction").asString())
                                && line.transaction().valueDate().equals(date(step, "date")));
            default -> throw new UnsupportedCaseException("check " + what);
        }
    }

    private static String status(LoanState state) {
        return switch (state.status()) {
            case APPLIED -> "submitted";
            case APPROVED -> "approved";
            case ACTIVE -> "active";
            case OVERPAID -> "overpaid";
            case CLOSED -> "closed";
            case WRITTEN_OFF -> "written off";
        };
    }

    private static String plainStatus(String status) {
        String lower = status.toLowerCase(Locale.ROOT).replace('_', ' ');
        return lower.startsWith("closed") ? "closed" : lower.startsWith("submitted") ? "submitted" : lower;
    }

    private static void transactions(String when, JsonNode rows, LoanState state) {
        boolean overpayment = rows.path(0).has("Overpayment");
        boolean reverted = rows.path(0).has("Reverted");
        boolean balance = rows.path(0).has("Loan Balance");
        List<String> wanted = new ArrayList<>();
        for (JsonNode row : rows) {
            wanted.add(row.path("Transaction date").asString() + " "
                    + row.path("Transaction Type").asString()
                    + amounts(row, "Amount", "Principal", "Interest", "Fees", "Penalties")
                    + (balance ? amounts(row, "Loan Balance") : "")
                    + (overpayment ? amounts(row, "Overpayment") : "")
                    + (reverted ? " " + row.path("Reverted").asString() : ""));
        }
        List<String> got = new ArrayList<>();
        for (TransactionLine line : state.transactions()) {
            got.add(line.transaction().valueDate() + " "
                    + label(line.transaction().type()) + " "
                    + LoanChecks.amount(line.amountMinor()) + " "
                    + LoanChecks.amount(line.portions().principalMinor()) + " "
                    + LoanChecks.amount(line.portions().interestMinor()) + " "
                    + LoanChecks.amount(line.portions().feeMinor()) + " "
                    + LoanChecks.amount(line.portions().penaltyMinor())
                    + (balance ? " " + LoanChecks.amount(line.balanceMinor()) : "")
                    + (overpayment ? " " + LoanChecks.amount(line.overpaidMinor()) : "")
                    + (reverted ? " " + line.undone() : ""));
        }
        LoanChecks.sameRows("transactions " + when, got, wanted);
    }

    private static String amounts(JsonNode row, String... fields) {
        StringBuilder amounts = new StringBuilder();
        for (String field : fields) {
            amounts.append(' ').append(LoanChecks.plain(row.path(field).asString("0")));
        }
        return amounts.toString();
    }

    private static void charges(String when, JsonNode rows, LoanState state) {
        List<String> wanted = new ArrayList<>();
        for (JsonNode row : rows) {
            wanted.add(row.path("Name").asString() + " " + row.path("isPenalty").asString() + " "
                    + row.path("Payment due at").asString() + " "
                    + row.path("Due as of").asString() + " "
                    + row.path("Calculation type").asString()
                    + amounts(row, "Due", "Paid", "Waived", "Outstanding"));
        }
        List<String> got = new ArrayList<>();
        for (LoanState.ChargeLine line : state.charges()) {
            got.add(line.charge().name() + " " + line.charge().penalty() + " Specified due date "
                    + line.charge().dueOn().format(DAY_IN_WORDS) + " Flat "
                    + LoanChecks.amount(line.charge().amountMinor()) + " "
                    + LoanChecks.amount(line.paidMinor()) + " "
                    + LoanChecks.amount(line.waivedMinor()) + " "
                    + LoanChecks.amount(line.outstandingMinor()));
        }
        LoanChecks.sameRows("charges " + when, got, wanted);
    }

    private static void journal(String when, JsonNode step, LoanState state) {
        String type = step.path("transaction").asString();
        LocalDate on = date(step, "date");
        List<String> got = new ArrayList<>();
        boolean chargedOff = false;
        for (TransactionLine line : state.transactions()) {
            if (code(line.transaction().type()).equals(type)
                    && line.transaction().valueDate().equals(on)) {
                for (LoanJournal.LoanPosting leg : LoanJournal.of(line, chargedOff)) {
                    got.add(account(leg.role()) + " " + LoanChecks.amount(leg.debitMinor()) + " "
                            + LoanChecks.amount(leg.creditMinor()));
                }
            }
            chargedOff |= line.transaction().type() == TransactionType.CHARGE_OFF && !line.undone();
        }
        List<String> wanted = new ArrayList<>();
        for (JsonNode row : step.path("rows")) {
            wanted.add(
                    row.path("Type").asString() + " " + row.path("Account code").asString() + " "
                            + row.path("Account name").asString() + amounts(row, "Debit", "Credit"));
        }
        LoanChecks.sameRows("journal of " + type + " " + when, got, wanted);
    }

    /** The chart of accounts of the cases. */
    private static String account(LoanJournal.Role role) {
        return switch (role) {
            case LOANS_RECEIVABLE -> "ASSET 112601 Loans Receivable";
            case INTEREST_RECEIVABLE, FEES_RECEIVABLE, PENALTIES_RECEIVABLE -> "ASSET 112603 Interest/Fee Receivable";
            case CLEARING -> "LIABILITY 145023 Suspense/Clearing account";
            case OVERPAYMENTS -> "LIABILITY l1 Overpayment account";
            case INTEREST_INCOME -> "INCOME 404000 Interest Income";
            case FEE_INCOME, PENALTY_INCOME -> "INCOME 404007 Fee Income";
            case GOODWILL_EXPENSE -> "EXPENSE 744003 Goodwill Expense Account";
            case CHARGE_OFF_EXPENSE, WRITE_OFF_EXPENSE -> "EXPENSE 744007 Credit Loss/Bad Debt";
            case CHARGED_OFF_INTEREST, GOODWILL_INTEREST -> "INCOME 404001 Interest Income Charge Off";
            case CHARGED_OFF_CHARGES, GOODWILL_CHARGES -> "INCOME 404008 Fee Charge Off";
            case RECOVERIES -> "INCOME 744008 Recoveries";
        };
    }

    private static String code(TransactionType type) {
        return type.name();
    }

    static String label(TransactionType type) {
        return switch (type) {
            case DISBURSEMENT -> "Disbursement";
            case REPAYMENT -> "Repayment";
            case DOWN_PAYMENT -> "Down Payment";
            case GOODWILL_CREDIT -> "Goodwill Credit";
            case MERCHANT_ISSUED_REFUND -> "Merchant Issued Refund";
            case PAYOUT_REFUND -> "Payout Refund";
            case REFUND -> "Refund";
            case CHARGEBACK -> "Chargeback";
            case CREDIT_BALANCE_REFUND -> "Credit Balance Refund";
            case CHARGE_WAIVER -> "Waive loan charges";
            case CHARGE_OFF -> "Charge-off";
            case WRITE_OFF -> "Close (as written-off)";
            case RE_AGE -> "Re-age";
            case RE_AMORTISATION -> "Re-amortize";
            case ACCRUAL -> "Accrual";
        };
    }

    private static String value(JsonNode step) {
        return step.path("value").asString();
    }

    private Money money(JsonNode step) {
        return Money.parse(step.path("amount").asString(), loan.terms().currency());
    }

    private static LocalDate date(JsonNode node, String field) {
        return LocalDate.parse(node.path(field).asString());
    }
}
