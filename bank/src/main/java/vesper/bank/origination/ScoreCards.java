package vesper.bank.origination;

import static vesper.bank.origination.InvalidProductException.require;

import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditLog;
import vesper.bank.foureyes.FourEyes;
import vesper.bank.foureyes.FourEyes.Check;
import vesper.bank.origination.ScoreCard.Bin;
import vesper.bank.origination.ScoreCard.Scale;

/**
 * The cards that applications are scored by. A new version is proposed by one person and counts once another has approved it;
 * an application keeps the score that it was judged by.
 */
public final class ScoreCards {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FourEyes fourEyes;

    /** Over one database; all parts must be of the same one. */
    public ScoreCards(JdbcClient jdbc, TransactionTemplate transaction, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.fourEyes = new FourEyes(jdbc, audit, "score_card_version", "card");
    }

    private record Row(Attribute attribute, Bin bin) {}

    private record Version(String card, int version) {}

    /** A version that waits for its check, and who proposed it when. */
    public record Proposal(ScoreCard card, String by, Instant at) {}

    /**
     * The newest approved version of a card.
     *
     * @throws InvalidProductException if there is none, or its bins do not cover every value
     */
    public ScoreCard newest(String name) {
        return find(name).orElseThrow(() -> new InvalidProductException("scoreCard", "is not known: " + name));
    }

    /** The newest approved version of a card, if there is one. */
    public Optional<ScoreCard> find(String name) {
        return jdbc.sql("select max(version) from score_card_version where card = :card and approved")
                .param("card", name)
                .query(Integer.class)
                .optional()
                .map(version -> version(name, version));
    }

    /** The newest approved version of each card, by name. */
    public List<ScoreCard> inForce() {
        return jdbc
                .sql("select card, max(version) from score_card_version where approved group by card order by card")
                .query((row, n) -> new Version(row.getString(1), row.getInt(2)))
                .list()
                .stream()
                .map(each -> version(each.card(), each.version()))
                .toList();
    }

    /** Versions that wait for a second person, by name. */
    public List<Proposal> inCheck() {
        return jdbc.sql("""
                        select card, version, proposed_by, proposed_at from score_card_version
                         where checked_by is null order by card
                        """)
                .query((row, n) -> new Proposal(
                        version(row.getString(1), row.getInt(2)),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    private ScoreCard version(String name, int version) {
        List<Row> rows = jdbc.sql("""
                        select attribute, below, points, reason from score_card
                         where card = :card and version = :version
                         order by attribute, bin
                        """)
                .param("card", name)
                .param("version", version)
                .query((row, n) -> new Row(
                        Attribute.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        new Bin(row.getBigDecimal(2), row.getInt(3), row.getString(4))))
                .list();
        Map<Attribute, List<Bin>> bins = new EnumMap<>(Attribute.class);
        rows.forEach(row ->
                bins.computeIfAbsent(row.attribute(), any -> new ArrayList<>()).add(row.bin()));
        return new ScoreCard(
                name,
                version,
                bins.entrySet().stream()
                        .map(each -> new Scale(
                                each.getKey(),
                                each.getValue().subList(1, each.getValue().size()),
                                each.getValue().get(0)))
                        .toList());
    }

    /**
     * Proposes the next version of a card, or a new one.
     *
     * @param card its version is not looked at
     * @return the number that the version got
     * @throws InvalidProductException naming {@code card} if its name cannot be, or another version waits for its check
     */
    public int propose(ScoreCard card, Actor by) {
        require(card.name().matches("[a-z][a-z0-9-]{1,39}"), "card", "has 2 to 40 small letters, digits and dashes");
        Integer version = transaction.execute(status -> {
            jdbc.sql("lock table score_card_version in share row exclusive mode")
                    .update();
            require(
                    inCheck().stream().noneMatch(other -> other.card().name().equals(card.name())),
                    "card",
                    "has a version that waits for its check");
            int next = jdbc.sql("select coalesce(max(version), 0) + 1 from score_card_version where card = :card")
                    .param("card", card.name())
                    .query(Integer.class)
                    .single();
            jdbc.sql("insert into score_card_version (card, version, proposed_by) values (?, ?, ?)")
                    .params(card.name(), next, FourEyes.name(by))
                    .update();
            for (Scale scale : card.scales()) {
                insert(card.name(), next, scale.attribute(), 0, scale.missing());
                for (int i = 0; i < scale.bins().size(); i++) {
                    insert(
                            card.name(),
                            next,
                            scale.attribute(),
                            i + 1,
                            scale.bins().get(i));
                }
            }
            fourEyes.proposed(card.name(), next, by);
            return next;
        });
        return Objects.requireNonNull(version);
    }

    private void insert(String card, int version, Attribute attribute, int n, Bin bin) {
        jdbc.sql("insert into score_card values (:card, :version, :attribute, :bin, :below, :points, :reason)")
                .param("card", card)
                .param("version", version)
                .param("attribute", attribute.code())
                .param("bin", n)
                .param("below", bin.below(), Types.NUMERIC)
                .param("points", bin.points())
                .param("reason", bin.reason())
                .update();
    }

    /** Approves or rejects a proposed version. */
    public Check check(String card, int version, boolean approve, Actor by) {
        return fourEyes.check(card, version, approve, by);
    }
}
