package vesper.bank.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/**
 * Whoever can write to the database changes one field of a sealed day, at a random place, past all triggers: the verification
 * finds it and says where. How many places: {@code -Dseal.places=N}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TouchedBooksTest {
    private static final int PLACES = Integer.getInteger("seal.places", 200);
    private static final List<String> TABLES = List.of(
            "journal_entry",
            "posting",
            "balance_snapshot",
            "value_date_shift",
            "ledger_balance",
            "day_seal",
            "seal_leaf",
            "seal_key");
    private static final Map<String, String> CHANGES = Map.of(
            "bigint", "coalesce(%1$s # (1::bigint << %2$d), %2$d)",
            "integer", "%1$s # (1 << %2$d %% 31)",
            "smallint", "(%1$s # (1 << %2$d %% 15))::smallint",
            "text", "overlay(%1$s placing chr(33 + %2$d) from 1 + %2$d %% greatest(length(%1$s), 1) for 1)",
            "character", "overlay(%1$s placing chr(65 + %2$d %% 26) from 1 + %2$d %% 3 for 1)",
            "bytea",
                    "case when length(%1$s) = 0 then null else set_byte(%1$s, %2$d * 17 %% length(%1$s), get_byte(%1$s, %2$d * 17 %% length(%1$s)) # (1 << %2$d %% 8)) end",
            "date", "%1$s + 1 + %2$d %% 40",
            "timestamp with time zone", "%1$s + interval '1 microsecond' * (1 + %2$d)",
            "uuid",
                    "overlay(coalesce(%1$s::text, gen_random_uuid()::text) placing to_hex(15 - %2$d %% 16) from 1 + %2$d %% 8 for 1)::uuid",
            "ARRAY", "null");

    private final SealedBank sealed = new SealedBank(7);

    @BeforeAll
    void twoSealedDaysAndAnOpenOne() {
        sealed.book(60);
        sealed.close(5);
        sealed.book(60);
        sealed.close(5);
        sealed.book(10);
    }

    @AfterAll
    void end() {
        sealed.close();
    }

    /** One change: of a column of a row that is named by its place on disk. */
    private record Change(String table, String column, String ctid, String value) {}

    @Test
    void aChangedFieldIsFoundWithItsPlace() {
        Random random = new Random(42);
        int tried = 0;
        while (tried < PLACES) {
            if (tryOne(random)) {
                tried++;
            }
        }
        assertThat(sealed.verify().findings()).isEmpty();
    }

    /** False if the database itself refuses the change, or it is none. */
    private boolean tryOne(Random random) {
        Change change = change(random);
        return Boolean.TRUE.equals(sealed.bank.transaction().execute(transaction -> {
            transaction.setRollbackOnly();
            sealed.unguard();
            String before = row(change.table(), change.ctid());
            String after;
            try {
                after = sealed.bank
                        .jdbc()
                        .sql("update " + change.table() + " set " + change.column() + " = " + change.value()
                                + " where ctid = '" + change.ctid() + "' returning " + change.table() + "::text")
                        .query(String.class)
                        .single();
            } catch (DataAccessException e) {
                return false;
            }
            if (after.equals(before)) {
                return false;
            }
            List<SealVerification.Finding> findings = sealed.verify().findings();
            assertThat(findings).as("%s: %s became %s", change, before, after).isNotEmpty();
            assertThat(findings.get(0).place())
                    .as("%s: %s became %s", change, before, after)
                    .containsPattern(place(change, before, after));
            return true;
        }));
    }

    private Change change(Random random) {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        List<Map<String, Object>> columns =
                sealed.bank.jdbc().sql("""
                        select column_name, data_type from information_schema.columns
                         where table_name = :table order by ordinal_position
                        """).param("table", table).query().listOfRows();
        String sealedRows = switch (table) {
            case "journal_entry", "posting" -> " where booking_date < '" + sealed.today() + "'";
            default -> "";
        };
        List<String> rows = sealed.bank
                .jdbc()
                .sql("select ctid::text from " + table + sealedRows + " order by ctid")
                .query(String.class)
                .list();
        Map<String, Object> column = columns.get(random.nextInt(columns.size()));
        String name = (String) column.get("column_name");
        String value = switch (name) {
            case "currencies" -> "array['EUR']";
            case "trial_balance_minor" -> "array[trial_balance_minor[1] + 1]";
            default -> String.format(CHANGES.get((String) column.get("data_type")), name, random.nextInt(62));
        };
        return new Change(table, name, rows.get(random.nextInt(rows.size())), value);
    }

    private String row(String table, String ctid) {
        return sealed.bank
                .jdbc()
                .sql("select " + table + "::text from " + table + " where ctid = '" + ctid + "'")
                .query(String.class)
                .single();
    }

    /** What the finding must say, as a pattern: the row's own name, or its new one where that was changed. */
    private static String place(Change change, String before, String after) {
        String[] old = before.substring(1, before.length() - 1).split(",", -1);
        String[] now = after.substring(1, after.length() - 1).split(",", -1);
        return switch (change.table()) {
            case "journal_entry" -> "place (" + old[0] + "|" + now[0] + ")\\b";
            case "posting" ->
                change.column().equals("entry_seq") || change.column().equals("booking_date")
                        ? "place (" + old[1] + "|" + now[1] + ")\\b"
                        : "place " + old[1] + ": its posting (" + old[2] + "|" + now[2] + "|0|1) on account";
            case "balance_snapshot", "value_date_shift" ->
                change.table() + " (lacks )?\\((" + old[0] + "|" + now[0] + "),";
            case "seal_leaf", "seal_key" -> change.table() + " ";
            default -> change.table() + " ";
        };
    }

    @Test
    void aDeletedEntryIsMissing() {
        inVain("""
                with gone as (delete from journal_entry where seq = (select max(seq) from journal_entry where booking_date < :today)
                              returning seq)
                delete from posting where entry_seq in (select seq from gone)
                """, "is missing");
    }

    @Test
    void anEntryThatIsAddedToAClosedDayIsNamed() {
        String added = """
                with copied as (insert into journal_entry
                       select %s, gen_random_uuid(), kind, booking_date, value_date, recorded_at, 'forged', fingerprint, null, null
                         from journal_entry where booking_date < :today limit 1 returning *)
                insert into posting select p.account_id, c.seq, p.leg, p.amount_minor, p.currency, c.booking_date, c.value_date, null
                  from copied c join posting p on p.entry_seq = (select min(seq) from journal_entry)
                """;
        inVain(String.format(added, "nextval('journal_entry_seq')"), "was not there when the day was sealed");
    }

    @Test
    void aSealThatIsTakenAwayLeavesAClosedDayWithoutOne() {
        inVain("""
                with leaves as (delete from seal_leaf where business_date = :today::date - 1)
                delete from day_seal where business_date = :today::date - 1
                """, "a closed day that is not under seal");
        inVain("""
                with leaves as (delete from seal_leaf where business_date = :today::date - 2)
                delete from day_seal where business_date = :today::date - 2
                """, "the certificate before it is not the one that it names");
    }

    @Test
    void aBalanceThatIsNotOfItsPostingsBreaksItsControlAccount() {
        inVain("update account set balance_minor = balance_minor + 1 where kind = 'SAVINGS'", "2120 USD: accounts");
    }

    private void inVain(String change, String found) {
        sealed.bank.transaction().executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            sealed.unguard();
            assertThat(sealed.bank
                            .jdbc()
                            .sql(change)
                            .param("today", sealed.today())
                            .update())
                    .isPositive();
            assertThat(sealed.verify().findings())
                    .extracting(SealVerification.Finding::place)
                    .anySatisfy(place -> assertThat(place).contains(found));
        });
    }
}
