package vesper.bank.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.ledger.ProofOfBooks;
import vesper.bank.ledger.ProofParts;

/** What breaks a rule of the books is found by the proof of its part, wherever in the books it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenBooksTest {
    private static final long STRETCH = 4;
    private static final int EVERY = 7;

    private final SealedBank sealed = new SealedBank(5);
    private final ProofOfBooks proof = sealed.bank.proof();

    @BeforeAll
    void book() {
        sealed.book(80);
        assertThat(count("hold where captured_minor > 0")).as("holds to break").isPositive();
    }

    @AfterAll
    void end() {
        sealed.close();
    }

    @Test
    void wholeBooksHoldInEachPart() {
        assertThat(breaks()).isEmpty();
        assertThat(proof.check().breaks()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            every entry balances                                     | update posting set amount_minor = amount_minor + 1   | posting
            every entry has postings, and every posting its entry    | delete from journal_entry                            | journal_entry
            every entry has postings, and every posting its entry    | update posting set entry_seq = 1000000               | posting where leg = 1
            every entry has postings, and every posting its entry    | update posting set entry_seq = -7                    | posting where leg = 0
            dates of a posting are those of its entry                | update posting set value_date = value_date + 1       | posting
            dates of a posting are those of its entry                | update posting set booking_date = booking_date - 1   | posting
            currency of a posting is that of its account             | update posting set currency = 'EUR'                  | posting
            currency of a posting is that of its account             | update posting set account_id = 1000000              | posting
            every balance is the sum of its postings                 | update account set balance_minor = balance_minor + 1 | account where kind <> 'INTERNAL'
            every balance is the sum of its postings                 | update own_balance_part set balance_minor = balance_minor - 1 | own_balance_part
            every running balance follows from the one before        | update posting set balance_after_minor = balance_after_minor - 1 | posting where balance_after_minor is not null
            all accounts together are zero in each currency          | update account set balance_minor = balance_minor + 1 | account where kind <> 'INTERNAL'
            all accounts together are zero in each currency          | update own_balance_part set balance_minor = balance_minor - 1 | own_balance_part
            what is held on an account is what its active holds reserve | update account set held_minor = held_minor + 1    | account where kind <> 'INTERNAL'
            what is held on an account is what its active holds reserve | delete from hold                                  | hold where state = 'ACTIVE'
            what is captured of a hold is what entries took of it    | update hold set captured_minor = captured_minor - 1  | hold where captured_minor > 0
            a reversal takes back its entry, posting by posting      | update journal_entry set reverses = gen_random_uuid() | journal_entry where reverses is not null
            """)
    void aBreakIsFoundByItsRule(String rule, String change, String rows) {
        long places = count(rows);
        assertThat(places).as("places to break").isPositive();
        LongStream.range(0, places)
                .filter(n -> n % EVERY == 0 || n == places - 1)
                .forEach(n -> assertThat(breaksAfter(change, rows, n))
                        .as("row %s of %s", n, rows)
                        .extracting(ProofOfBooks.Break::rule)
                        .contains(rule));
    }

    /** An entry that is booked behind the last part while a proof is under way is in a part of its own, or in the last. */
    @Test
    void keysStayWhileTheBooksGrow() {
        ProofParts before = new ProofParts(10, 95, 20);
        ProofParts after = new ProofParts(10, 131, 21);
        long[] keys = before.keys(0, Long.MAX_VALUE).toArray();
        assertThat(after.keys(0, keys[keys.length - 1]).toArray()).contains(keys);
        assertThat(after.keys(keys[keys.length - 1], Long.MAX_VALUE)).isNotEmpty();
        assertThat(before.splits(1)).isEmpty();
        assertThat(before.splits(3)).isSorted().hasSize(2);
        long[] shares = LongStream.of(
                        before.keys(0, before.splits(3).get(0)).count(),
                        before.keys(before.splits(3).get(0), before.splits(3).get(1))
                                .count(),
                        before.keys(before.splits(3).get(1), Long.MAX_VALUE).count())
                .toArray();
        assertThat(LongStream.of(shares).sum()).isEqualTo(keys.length);
        assertThat(shares[0]).isBetween(shares[2] - 1, shares[2] + 1);
    }

    private List<ProofOfBooks.Break> breaksAfter(String change, String rows, long n) {
        return sealed.bank.transaction().execute(transaction -> {
            transaction.setRollbackOnly();
            sealed.unguard();
            String table = rows.split(" ", 2)[0];
            int changed = sealed.bank
                    .jdbc()
                    .sql(change + " where " + table + ".ctid = (select ctid from " + rows
                            + " order by ctid offset :n limit 1)")
                    .param("n", n)
                    .update();
            assertThat(changed).isEqualTo(1);
            return breaks();
        });
    }

    private List<ProofOfBooks.Break> breaks() {
        ProofParts parts = proof.parts(STRETCH);
        return parts.keys(0, Long.MAX_VALUE)
                .boxed()
                .flatMap(key -> proof.check(parts, key).stream())
                .toList();
    }

    private long count(String rows) {
        return sealed.bank
                .jdbc()
                .sql("select count(*) from " + rows)
                .query(Long.class)
                .single();
    }
}
