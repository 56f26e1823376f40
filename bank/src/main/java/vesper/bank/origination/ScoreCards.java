package vesper.bank.origination;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.origination.ScoreCard.Bin;
import vesper.bank.origination.ScoreCard.Scale;

/** Reads score cards. */
public final class ScoreCards {
    private final JdbcClient jdbc;

    public ScoreCards(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(int version, Attribute attribute, Bin bin) {}

    /**
     * The newest version of a card.
     *
     * @throws InvalidProductException if there is none, or its bins do not cover every value
     */
    public ScoreCard newest(String name) {
        List<Row> rows = jdbc.sql("""
                        select version, attribute, below, points, reason from score_card
                         where card = :card and version = (select max(version) from score_card where card = :card)
                         order by attribute, bin
                        """)
                .param("card", name)
                .query((row, n) -> new Row(
                        row.getInt(1),
                        Attribute.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        new Bin(row.getBigDecimal(3), row.getInt(4), row.getString(5))))
                .list();
        if (rows.isEmpty()) {
            throw new InvalidProductException("scoreCard", "is not known: " + name);
        }
        Map<Attribute, List<Bin>> bins = new EnumMap<>(Attribute.class);
        rows.forEach(row ->
                bins.computeIfAbsent(row.attribute(), any -> new ArrayList<>()).add(row.bin()));
        return new ScoreCard(
                name,
                rows.get(0).version(),
                bins.entrySet().stream()
                        .map(each -> new Scale(
                                each.getKey(),
                                each.getValue().subList(1, each.getValue().size()),
                                each.getValue().get(0)))
                        .toList());
    }
}
