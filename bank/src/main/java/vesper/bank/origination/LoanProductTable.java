package vesper.bank.origination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.lending.DelinquencyBuckets;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.origination.LoanProduct.Fee;
import vesper.bank.origination.LoanProduct.Price;
import vesper.bank.origination.LoanProduct.Range;
import vesper.bank.origination.LoanProduct.Repayment;
import vesper.bank.origination.LoanProduct.Variation;
import vesper.bank.origination.LoanProducts.Proposal;

/** Rows of {@code loan_product} and the tables of its prices, fees and buckets. */
final class LoanProductTable {
    private final JdbcClient jdbc;

    LoanProductTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Products by code and version; {@code where} is a constant of the caller, over {@code p}. */
    List<LoanProduct> read(String where, List<Object> parameters) {
        return jdbc.sql("""
                        select p.code, version, name, currency, min_amount_minor, max_amount_minor, min_instalments,
                               max_instalments, every, unit, interest_method, interest_period, amortisation, schedule_kind,
                               conventions, repayment_strategy, automatic_limit_minor, approve_from_score,
                               decline_below_score, max_debt_service_pct, stress_pct, living_costs_minor, score_card,
                               offer_valid_days, grace_principal, grace_interest, interest_free, down_payment_pct,
                               balloon_pct, instalment_multiple_minor, excess, calendar
                          from loan_product p
                        """ + where + " order by p.code, p.version")
                .params(parameters)
                .query((row, n) -> product(row))
                .list();
    }

    private LoanProduct product(ResultSet row) throws SQLException {
        String code = row.getString("code");
        int version = row.getInt("version");
        return new LoanProduct(
                code,
                version,
                row.getString("name"),
                row.getString("currency"),
                new Range(row.getLong("min_amount_minor"), row.getLong("max_amount_minor")),
                new Range(row.getInt("min_instalments"), row.getInt("max_instalments")),
                new Repayment(
                        row.getInt("every"),
                        Unit.valueOf(row.getString("unit")),
                        InterestMethod.valueOf(row.getString("interest_method")),
                        InterestPeriod.valueOf(row.getString("interest_period")),
                        Amortisation.valueOf(row.getString("amortisation")),
                        ScheduleKind.valueOf(row.getString("schedule_kind")),
                        row.getString("conventions"),
                        RepaymentStrategy.valueOf(row.getString("repayment_strategy")),
                        variation(row)),
                prices(code, version),
                fees(code, version),
                buckets(code, version),
                new LendingPolicy(
                        row.getLong("automatic_limit_minor"),
                        row.getInt("approve_from_score"),
                        row.getInt("decline_below_score"),
                        row.getBigDecimal("max_debt_service_pct"),
                        row.getBigDecimal("stress_pct"),
                        row.getLong("living_costs_minor"),
                        row.getString("score_card")),
                row.getInt("offer_valid_days"));
    }

    private static Variation variation(ResultSet row) throws SQLException {
        String excess = row.getString("excess");
        return new Variation(
                new Grace(row.getInt("grace_principal"), row.getInt("grace_interest"), row.getInt("interest_free")),
                row.getBigDecimal("down_payment_pct"),
                row.getBigDecimal("balloon_pct"),
                row.getLong("instalment_multiple_minor"),
                excess == null ? null : Excess.valueOf(excess),
                row.getString("calendar"));
    }

    Proposal proposal(LoanProduct product) {
        return jdbc.sql("select proposed_by, proposed_at from loan_product where code = :code and version = :version")
                .param("code", product.code())
                .param("version", product.version())
                .query((row, n) -> new Proposal(
                        product, row.getString(1), row.getTimestamp(2).toInstant()))
                .single();
    }

    private List<Price> prices(String code, int version) {
        return jdbc.sql("""
                        select from_score, rate_pct from loan_product_price
                         where code = :code and version = :version order by from_score
                        """)
                .param("code", code)
                .param("version", version)
                .query((row, n) -> new Price(row.getInt(1), row.getBigDecimal(2)))
                .list();
    }

    private List<Fee> fees(String code, int version) {
        return jdbc.sql("""
                        select name, fixed_minor, pct from loan_product_fee
                         where code = :code and version = :version order by name
                        """)
                .param("code", code)
                .param("version", version)
                .query((row, n) -> new Fee(row.getString(1), row.getLong(2), row.getBigDecimal(3)))
                .list();
    }

    private DelinquencyBuckets buckets(String code, int version) {
        return new DelinquencyBuckets(jdbc.sql("""
                        select name, from_days, to_days, provision_pct from loan_product_bucket
                         where code = :code and version = :version order by from_days
                        """)
                .param("code", code)
                .param("version", version)
                .query((row, n) -> new DelinquencyBuckets.Bucket(
                        row.getString(1), row.getInt(2), row.getObject(3, Integer.class), row.getBigDecimal(4)))
                .list());
    }

    void insert(LoanProduct product, int version, String by) {
        Repayment repayment = product.repayment();
        Variation variation = repayment.variation();
        LendingPolicy policy = product.policy();
        jdbc.sql("""
                        insert into loan_product (code, version, name, currency, min_amount_minor, max_amount_minor,
                            min_instalments, max_instalments, every, unit, interest_method, interest_period, amortisation,
                            schedule_kind, conventions, repayment_strategy, automatic_limit_minor, approve_from_score,
                            decline_below_score, max_debt_service_pct, stress_pct, living_costs_minor, score_card,
                            offer_valid_days, proposed_by, grace_principal, grace_interest, interest_free, down_payment_pct,
                            balloon_pct, instalment_multiple_minor, excess, calendar)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        product.code(),
                        version,
                        product.name(),
                        product.currency(),
                        product.amountMinor().min(),
                        product.amountMinor().max(),
                        product.instalments().min(),
                        product.instalments().max(),
                        repayment.every(),
                        repayment.unit().name(),
                        repayment.method().name(),
                        repayment.interestPeriod().name(),
                        repayment.amortisation().name(),
                        repayment.kind().name(),
                        repayment.conventions(),
                        repayment.strategy().name(),
                        policy.automaticLimitMinor(),
                        policy.approveFromScore(),
                        policy.declineBelowScore(),
                        policy.maxDebtServicePct(),
                        policy.stressPct(),
                        policy.livingCostsMinor(),
                        policy.scoreCard(),
                        product.offerValidDays(),
                        by,
                        variation.grace().principal(),
                        variation.grace().interestPayment(),
                        variation.grace().interestFree(),
                        variation.downPaymentPct(),
                        variation.balloonPct(),
                        variation.multipleMinor(),
                        variation.excess() == null ? null : variation.excess().name(),
                        variation.calendar()))
                .update();
        product.prices()
                .forEach(price -> jdbc.sql("insert into loan_product_price values (?, ?, ?, ?)")
                        .params(product.code(), version, price.fromScore(), price.ratePct())
                        .update());
        product.fees()
                .forEach(fee -> jdbc.sql("insert into loan_product_fee values (?, ?, ?, ?, ?)")
                        .params(product.code(), version, fee.name(), fee.fixedMinor(), fee.pct())
                        .update());
        product.delinquency()
                .buckets()
                .forEach(bucket -> jdbc.sql(
                                "insert into loan_product_bucket values (:code, :version, :name, :from, :to, :provision)")
                        .param("code", product.code())
                        .param("version", version)
                        .param("name", bucket.name())
                        .param("from", bucket.fromDays())
                        .param("to", bucket.toDays(), Types.INTEGER)
                        .param("provision", bucket.provisionPct())
                        .update());
    }
}
