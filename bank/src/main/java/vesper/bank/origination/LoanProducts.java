package vesper.bank.origination;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditLog;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.foureyes.FourEyes;
import vesper.bank.foureyes.FourEyes.Check;

/**
 * The loans that the bank offers. A new version is proposed by one person and counts once another has approved it; applications
 * keep the version that they were made under.
 */
public final class LoanProducts {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates businessDates;
    private final ScoreCards cards;
    private final LoanProductTable table;
    private final FourEyes fourEyes;

    /** Over one database; all parts must be of the same one. */
    public LoanProducts(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            BusinessDates businessDates,
            ScoreCards cards,
            AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.businessDates = businessDates;
        this.cards = cards;
        table = new LoanProductTable(jdbc);
        fourEyes = new FourEyes(jdbc, audit, "loan_product", "code");
    }

    /** A version that waits for its check, and who proposed it when. */
    public record Proposal(LoanProduct product, String by, Instant at) {}

    /** The newest approved version of each product, by code. */
    public List<LoanProduct> offered() {
        return table.read("""
                where (p.code, p.version) in (select code, max(version) from loan_product where approved group by code)
                """, List.of());
    }

    /** The newest approved version of a product. */
    public Optional<LoanProduct> offered(String code) {
        return table
                .read(
                        "where p.code = ? and p.version = (select max(version) from loan_product where code = ? and approved)",
                        List.of(code, code))
                .stream()
                .findFirst();
    }

    /** A version, approved or not. */
    public Optional<LoanProduct> version(String code, int version) {
        return table.read("where p.code = ? and p.version = ?", List.of(code, version)).stream()
                .findFirst();
    }

    /** Versions that wait for a second person, by code. */
    public List<Proposal> inCheck() {
        return table.read("where p.checked_by is null", List.of()).stream()
                .map(table::proposal)
                .toList();
    }

    /**
     * Proposes the next version of a product, or a new one.
     *
     * @param product its version is not looked at
     * @return the number that the version got
     * @throws InvalidProductException naming the field that cannot be: also if the score card is not known, another version
     *     waits for its check, or the currency is not that of the versions before
     */
    public int propose(LoanProduct product, Actor by) {
        product.checkCorners(businessDates.current().businessDate());
        cards.newest(product.policy().scoreCard());
        Integer version = transaction.execute(status -> {
            jdbc.sql("lock table loan_product in share row exclusive mode").update();
            InvalidProductException.require(
                    inCheck().stream().noneMatch(other -> other.product().code().equals(product.code())),
                    "code",
                    "has a version that waits for its check");
            Optional<LoanProduct> before = offered(product.code());
            InvalidProductException.require(
                    before.isEmpty() || before.get().currency().equals(product.currency()),
                    "currency",
                    "must stay that of the versions before");
            int next = jdbc.sql("select coalesce(max(version), 0) + 1 from loan_product where code = :code")
                    .param("code", product.code())
                    .query(Integer.class)
                    .single();
            table.insert(product, next, FourEyes.name(by));
            fourEyes.proposed(product.code(), next, by);
            return next;
        });
        return Objects.requireNonNull(version);
    }

    /** Approves or rejects a proposed version. */
    public Check check(String code, int version, boolean approve, Actor by) {
        return fourEyes.check(code, version, approve, by);
    }
}
