package vesper.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a close leaves behind: without clock times, and without numbers from sequences, which a transaction uses up even if it is
 * rolled back. Accounts are told by their numbers, entries by their ids and their order.
 */
final class Books {
    private static final Pattern SEAL = Pattern.compile("[0-9a-f]{64}");
    /** Entries of the sum of a chunk. */
    private static final Set<String> SUMS = Set.of("LOAN_ACCRUAL", "LOAN_PROVISION");

    private static final Map<String, String> QUERIES = new LinkedHashMap<>();

    static {
        QUERIES.put("business_date", "select business_date, accepting_date, phase from business_date");
        QUERIES.put(
                "account",
                "select number, a.kind, status, a.currency, b.balance_minor, held_minor from account a join account_balance b on b.account_id = a.id order by number");
        QUERIES.put("journal_entry", """
                select rank() over (order by seq) as place, id, kind, booking_date, value_date, narrative
                  from journal_entry order by seq
                """);
        QUERIES.put("posting", """
                select e.id as entry, p.leg, a.number as account, p.amount_minor, p.currency, p.booking_date, p.value_date,
                       p.balance_after_minor
                  from posting p join journal_entry e on e.seq = p.entry_seq join account a on a.id = p.account_id
                 order by p.entry_seq, p.leg
                """);
        QUERIES.put("hold", """
                select id, amount_minor, captured_minor, state, placed_on, expires_on from hold order by id
                """);
        QUERIES.put("outbox", """
                select topic, key, count(*) as messages from outbox, unnest(keys) as key
                 group by topic, key order by topic, key
                """);
        QUERIES.put("interest_accrual", "select * from interest_accrual order by account_id, business_date");
        QUERIES.put(
                "interest_capitalisation",
                "select * from interest_capitalisation order by account_id, period_end, side");
        QUERIES.put("account_fee", "select * from account_fee order by account_id, period_end");
        QUERIES.put("account_dormancy", "select * from account_dormancy order by account_id, since");
        QUERIES.put("direct_debit", "select * from direct_debit order by id");
        QUERIES.put("retention_count", "select * from retention_count order by business_date, subject");
        QUERIES.put("loan_account", "select * from loan_account order by account_id");
        QUERIES.put("loan_transaction", "select * from loan_transaction order by account_id, id");
        QUERIES.put("loan_charge", "select * from loan_charge order by account_id, id");
        QUERIES.put("loan_collection", "select * from loan_collection order by account_id, business_date");
        QUERIES.put("loan_application", "select id, state from loan_application order by id");
        QUERIES.put("loan_application_step", """
                select application_id, n, from_state, to_state, taken_by, reason, business_date
                  from loan_application_step order by application_id, n
                """);
        QUERIES.put("standing_order", """
                select id, debtor_account_id, creditor_account_id, amount_minor, currency, narrative, rhythm, first_on, last_on,
                       times, calendar, without_funds, retry_days, made, next_on, state
                  from standing_order order by id
                """);
        QUERIES.put("scheduled_transfer", """
                select rank() over (order by id) as place, debtor_account_id, creditor_account_id, amount_minor, currency, due_on,
                       narrative, state, reason, entry_id, standing_order_id, ordered_for, tries
                  from scheduled_transfer order by id
                """);
        QUERIES.put("exception_item", """
                select business_date, step, item, account_id, due_on, amount_minor, currency, reason, money, tried_again,
                       tries, state
                  from exception_item order by step, item, account_id, business_date
                """);
        QUERIES.put("mail_outbox", "select message_id, recipient, subject, state from mail_outbox order by message_id");
        QUERIES.put("day_proof", """
                select business_date, entries, postings, credits_minor from day_proof order by business_date
                """);
        QUERIES.put("day_seal", """
                select business_date, previous_date, entries, postings, trial_balance_minor::text, shifts,
                       encode(ledger_hash, 'hex') as ledger
                  from day_seal order by business_date
                """);
        QUERIES.put("balance_snapshot", """
                select business_date, a.number as account, s.balance_minor, debits_minor, credits_minor
                  from balance_snapshot s join account a on a.id = s.account_id order by business_date, a.number
                """);
    }

    private Books() {}

    /** All rows, by table. */
    static Map<String, List<Map<String, Object>>> read(JdbcClient jdbc) {
        Map<String, List<Map<String, Object>>> books = new LinkedHashMap<>();
        QUERIES.forEach(
                (table, query) -> books.put(table, jdbc.sql(query).query().listOfRows()));
        books.put("document", documents(jdbc));
        return books;
    }

    /**
     * Rows without their place and without the hash and number of all: so in whatever order they were booked, and over however many loans
     * an entry of a sum is.
     */
    static Map<String, List<Map<String, Object>>> withoutOrder(Map<String, List<Map<String, Object>>> books) {
        Set<String> sums = books.get("journal_entry").stream()
                .filter(entry -> SUMS.contains(entry.get("kind")))
                .map(entry -> entry.get("id").toString())
                .collect(Collectors.toSet());
        Map<String, List<Map<String, Object>>> others = new LinkedHashMap<>();
        books.forEach((table, rows) -> others.put(
                table,
                rows.stream()
                        .filter(row -> Stream.of("id", "entry", "key")
                                .noneMatch(column -> sums.contains(String.valueOf(row.get(column)))))
                        .map(Books::unplaced)
                        .toList()));
        Map<Object, Long> moved = books.get("posting").stream()
                .filter(posting -> sums.contains(posting.get("entry").toString()))
                .collect(Collectors.groupingBy(
                        posting -> List.of(
                                posting.get("account"),
                                posting.get("currency"),
                                posting.get("booking_date"),
                                posting.get("value_date")),
                        Collectors.summingLong(posting -> (Long) posting.get("amount_minor"))));
        others.put(
                "sums",
                moved.entrySet().stream()
                        .map(sum -> Map.<String, Object>of("of", sum.getKey(), "amount", sum.getValue()))
                        .toList());
        return others;
    }

    private static Map<String, Object> unplaced(Map<String, Object> row) {
        Map<String, Object> other = new LinkedHashMap<>(row);
        other.keySet().removeAll(List.of("place", "ledger", "entries", "postings"));
        return other;
    }

    /** What documents say, without the hash of the seal, which has the time of sealing in it. */
    private static List<Map<String, Object>> documents(JdbcClient jdbc) {
        List<Map<String, Object>> documents = jdbc.sql("""
                        select id, account_id, period_from, period_to, pages, content from document order by id
                        """).query().listOfRows();
        documents.forEach(document -> document.computeIfPresent(
                "content", (column, content) -> withoutSeal(DocumentText.of((byte[]) content))));
        return documents;
    }

    /** A text with hashes of seals made equal. */
    static String withoutSeal(String text) {
        return SEAL.matcher(text).replaceAll("seal");
    }
}
