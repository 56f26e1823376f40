package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.LoanCoreCases.done;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import vesper.bank.lending.AllocationTerms;
import vesper.bank.lending.AllocationTerms.Advance;
import vesper.bank.lending.AllocationTerms.Due;
import vesper.bank.lending.AllocationTerms.Processing;
import vesper.bank.lending.AllocationTerms.Rule;
import vesper.bank.lending.AllocationTerms.Step;
import vesper.bank.lending.Loan;
import vesper.bank.lending.LoanCommand;
import vesper.bank.lending.LoanConventions;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.Part;
import vesper.bank.lending.ProgressiveModelProbe;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.lending.TransactionType;
import vesper.bank.money.Money;

/** Equal instalments of progressive loans: whole schedules, and the model under them event by event. */
final class LoanEmiCases implements CaseFamily {
    @Override
    public String name() {
        return "loan_emi";
    }

    @Override
    public double bar() {
        return 0.95;
    }

    @Override
    public void check(JsonNode testCase) {
        if (testCase.has("events")) {
            checkModel(testCase);
        } else {
            checkLoan(testCase);
        }
    }

    private static void checkLoan(JsonNode testCase) {
        LocalDate start = LocalDate.parse(text(testCase, "start"));
        LoanConventions conventions = conventions(testCase, LoanConventions.FINERACT_PROGRESSIVE);
        LoanTerms terms = terms(
                testCase,
                text(testCase, "principal"),
                start,
                testCase.path("installments").asInt(),
                conventions);
        Loan loan = done(Loan.appliedFor(terms).apply(new LoanCommand.Approve(), start));
        if (testCase.path("operations").isEmpty()) {
            loan = done(loan.apply(new LoanCommand.Disburse(start, money(testCase, "principal")), start));
        }
        for (JsonNode operation : testCase.path("operations")) {
            LocalDate on = LocalDate.parse(text(operation, "date"));
            Money amount = Money.parse(text(operation, "amount"), "EUR");
            LoanCommand command = switch (text(operation, "op")) {
                case "disburse" -> new LoanCommand.Disburse(on, amount);
                case "repay" -> new LoanCommand.Pay(TransactionType.REPAYMENT, on, amount);
                default -> throw new UnsupportedCaseException("operation " + text(operation, "op"));
            };
            loan = done(loan.apply(command, on));
        }
        if (testCase.hasNonNull("reschedule")) {
            loan = LoanSteps.rescheduled(loan, testCase.path("reschedule"));
        }
        LoanState state = loan.state();
        List<Row> rows = state.instalments();
        List<String> got = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        int i = 0;
        long interest = 0;
        for (JsonNode row : testCase.path("expected")) {
            wanted.add(row(row));
            if (i < rows.size()) {
                got.add(row(rows.get(i), row.has("paid")));
                interest += rows.get(i).charged().interestMinor();
            }
            i++;
        }
        assertThat(String.join("\n", got)).isEqualTo(String.join("\n", wanted));
        assertThat(LoanChecks.amount(interest)).isEqualTo(LoanChecks.plain(text(testCase, "expected_total_interest")));
    }

    private static String row(JsonNode row) {
        StringBuilder line = new StringBuilder(text(row, "due"));
        for (String field : List.of("balance", "principal", "interest", "due_total")) {
            line.append(' ').append(LoanChecks.plain(text(row, field)));
        }
        return line + (row.has("paid") ? " " + LoanChecks.plain(text(row, "paid")) : "");
    }

    private static String row(Row row, boolean paid) {
        return row.dueOn() + " " + LoanChecks.amount(row.balanceMinor()) + " "
                + LoanChecks.amount(row.charged().principalMinor()) + " "
                + LoanChecks.amount(row.charged().interestMinor()) + " "
                + LoanChecks.amount(row.charged().totalMinor())
                + (paid ? " " + LoanChecks.amount(row.paidMinor()) : "");
    }

    private static void checkModel(JsonNode testCase) {
        refuseContradiction(testCase);
        List<LocalDate> dates = new ArrayList<>();
        dates.add(LocalDate.parse(text(testCase.path("periods").path(0), "from")));
        for (JsonNode period : testCase.path("periods")) {
            dates.add(LocalDate.parse(text(period, "due")));
        }
        LoanConventions conventions = conventions(testCase, LoanConventions.FINERACT_PROGRESSIVE)
                .withArithmetic(testCase.path("math_precision").asInt(18), true);
        LoanTerms terms = terms(testCase, "1000000", dates.get(0), dates.size() - 1, conventions);
        ProgressiveModelProbe model = new ProgressiveModelProbe(terms, dates);
        for (JsonNode event : testCase.path("events")) {
            if (event.has("op")) {
                operate(model, event);
            } else {
                check(model, event, conventions);
            }
        }
    }

    /** Some cases disburse another amount than their figures are of: principal and balance after a period must be what is lent. */
    private static void refuseContradiction(JsonNode testCase) {
        BigDecimal lent = BigDecimal.ZERO;
        boolean paid = false;
        for (JsonNode event : testCase.path("events")) {
            if (event.path("op").asString("").equals("disburse")) {
                lent = lent.add(new BigDecimal(text(event, "amount")));
            }
            paid |= event.path("op").asString("").startsWith("pay");
            if (!paid
                    && event.path("check").asString("").equals("period")
                    && event.path("period").asInt() == 1) {
                BigDecimal repaidAndLeft =
                        new BigDecimal(text(event, "principal_due")).add(new BigDecimal(text(event, "balance_after")));
                if (repaidAndLeft.compareTo(lent) > 0) {
                    throw new UnsupportedCaseException("the case shows " + repaidAndLeft + " where it lent " + lent);
                }
            }
        }
    }

    private static void operate(ProgressiveModelProbe model, JsonNode event) {
        LocalDate on = LocalDate.parse(text(event, "date"));
        long amount = money(event, "amount").amountMinor();
        switch (text(event, "op")) {
            case "disburse" -> model.disburse(on, amount);
            case "pay_principal" -> model.payPrincipal(LocalDate.parse(text(event, "period_due")), on, amount);
            case "pay_interest" -> model.payInterest(LocalDate.parse(text(event, "period_due")), amount);
            default -> throw new UnsupportedCaseException("event " + text(event, "op"));
        }
    }

    private static void check(ProgressiveModelProbe model, JsonNode event, LoanConventions conventions) {
        if (text(event, "check").equals("payable")) {
            LocalDate due = LocalDate.parse(text(event, "period_due"));
            LocalDate on = LocalDate.parse(text(event, "on"));
            assertThat(LoanChecks.amount(model.payablePrincipal(due, on)) + " "
                            + LoanChecks.amount(model.payableInterest(due, on)))
                    .as("payable of " + due + " on " + on)
                    .isEqualTo(LoanChecks.plain(text(event, "payable_principal")) + " "
                            + LoanChecks.plain(text(event, "payable_interest")));
            return;
        }
        ProgressiveModelProbe.Figures figures = model.figures(
                event.path("period").asInt() - 1,
                event.path("interest_subperiod").asInt() - 1,
                conventions);
        String got = LoanChecks.amount(figures.instalment()) + " "
                + LoanChecks.plain(
                        figures.factor().setScale(12, RoundingMode.HALF_EVEN).toPlainString())
                + " "
                + LoanChecks.amount(figures.stretchInterest()) + " "
                + LoanChecks.amount(figures.interestDue()) + " "
                + LoanChecks.amount(figures.principalDue()) + " "
                + LoanChecks.amount(figures.balanceAfter());
        StringBuilder wanted = new StringBuilder();
        for (String field : List.of(
                "installment",
                "rate_factor",
                "interest_of_subperiod",
                "interest_due",
                "principal_due",
                "balance_after")) {
            wanted.append(wanted.isEmpty() ? "" : " ").append(LoanChecks.plain(text(event, field)));
        }
        assertThat(got).as("period " + event).isEqualTo(wanted.toString());
    }

    private static LoanConventions conventions(JsonNode testCase, LoanConventions base) {
        return base.withDays(
                LoanCaseTerms.year(text(testCase, "days_in_year")),
                LoanCaseTerms.month(text(testCase, "days_in_month")));
    }

    private static LoanTerms terms(
            JsonNode testCase, String principal, LocalDate start, int instalments, LoanConventions conventions) {
        List<Step> steps = new ArrayList<>();
        for (Due due : Due.values()) {
            for (Part part : List.of(Part.PENALTY, Part.FEE, Part.PRINCIPAL, Part.INTEREST)) {
                steps.add(new Step(due, part));
            }
        }
        return LoanTerms.of(
                        Money.parse(principal, "EUR"),
                        start,
                        new BigDecimal(text(testCase, "annual_rate_pct")),
                        instalments)
                .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                .kind(ScheduleKind.PROGRESSIVE)
                .downPayment(new BigDecimal(testCase.path("down_payment_pct").asString("0")), false)
                .repaidEvery(
                        Integer.parseInt(testCase.path("every").asString()), Unit.valueOf(text(testCase, "frequency")))
                .allocation(new AllocationTerms(
                        RepaymentStrategy.ADVANCED,
                        Processing.HORIZONTAL,
                        List.of(new Rule(TransactionType.REPAYMENT, Advance.NEXT_INSTALMENT, steps)),
                        List.of()))
                .conventions(conventions)
                .build();
    }

    private static Money money(JsonNode node, String field) {
        return Money.parse(text(node, field), "EUR");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }
}
