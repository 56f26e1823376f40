package vesper.bank.seal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Verifies sealed days from nothing but the database and public keys: everything that was certified is computed again from the
 * journal, and the certificates' signatures and their chain are checked. In the surrounding transaction, if there is one.
 */
public final class SealVerification {
    /** Entries or postings that bear a sealed date and lie where the seal did not look. */
    private static final String STRAY = """
            select 'entry ' || id || ' at place ' || seq || ' was not there when the day was sealed' from journal_entry
             where booking_date > :after and booking_date <= :day and (seq <= :afterPlace or seq > :upToPlace)
            union all
            select 'posting ' || leg || ' of the entry at place ' || entry_seq || ' was not there when the day was sealed'
              from posting
             where booking_date > :after and booking_date <= :day and (entry_seq <= :afterPlace or entry_seq > :upToPlace)
             limit 1
            """;

    private static final String UNSEALED = """
            select 'entry ' || id || ' of ' || booking_date || ', a closed day that is not under seal' from journal_entry
             where booking_date > :last and booking_date < (select business_date from business_date) limit 1
            """;
    /** A bank that seals has sealed the last day that it closed, whether or not anything was booked on it. */
    private static final String MISSING = """
            select 'day_seal ' || business_date - 1 || ' is missing, and the day is closed' from business_date
             where business_date - 1 > :last
            """;
    /** The balances of all accounts less what was booked since, by code, against the general ledger at the last seal. */
    private static final String CONTROL = """
            select code || ' ' || currency || ': accounts ' || coalesce(accounts.minor, 0) || ', general ledger '
                   || coalesce(ledger.minor, 0)
              from (select code, currency, sum(balance_minor) - coalesce(sum(since.minor), 0) as minor
                      from account_balance join account_chart_code using (account_id)
                      left join (select account_id, sum(amount_minor) as minor from posting where booking_date > :day
                                  group by account_id) since using (account_id)
                     group by code, currency) accounts
              full join (select distinct on (code, currency) code, currency, balance_minor as minor from ledger_balance
                          where business_date <= :day order by code, currency, business_date desc) ledger
             using (code, currency)
             where coalesce(accounts.minor, 0) <> coalesce(ledger.minor, 0) order by 1
            """;

    private final JdbcClient jdbc;
    private final EntriesByPlace journal;
    private final SealTable table;
    private final DayBalances balances;

    public SealVerification(JdbcTemplate jdbcTemplate) {
        this.jdbc = JdbcClient.create(jdbcTemplate);
        this.journal = new EntriesByPlace(jdbcTemplate);
        this.table = new SealTable(jdbc);
        this.balances = new DayBalances(jdbcTemplate);
    }

    /**
     * A place that is not as it was sealed.
     *
     * @param businessDate the sealed day
     * @param what certificate, entries, balances or control accounts
     */
    public record Finding(LocalDate businessDate, String what, String place) {}

    /**
     * What was verified.
     *
     * @param findings empty if all holds; in order of the days, the first touched entry of a day at most
     */
    public record Result(long days, long entries, List<Finding> findings) {
        public boolean holds() {
            return findings.isEmpty();
        }
    }

    /** Verifies the seals of a range of business dates, both inclusive, under the keys that are trusted. */
    public Result verify(LocalDate from, LocalDate to, SealPublicKeys trusted) {
        List<SealTable.Row> seals = table.between(from, to);
        List<Finding> findings = new ArrayList<>();
        SealTable.@Nullable Row before = table.before(from).orElse(null);
        long entries = 0;
        for (SealTable.Row seal : seals) {
            check(seal, before, trusted, findings);
            entries += seal.certificate().entries().count();
            before = seal;
        }
        boolean newest = table.between(to.equals(LocalDate.MAX) ? to : to.plusDays(1), LocalDate.MAX)
                .isEmpty();
        if (newest) {
            LocalDate last = before == null ? LocalDate.MIN : before.businessDate();
            checkNewest(last, before != null, findings);
        }
        return new Result(seals.size(), entries, findings);
    }

    private void check(
            SealTable.Row seal, SealTable.@Nullable Row before, SealPublicKeys trusted, List<Finding> findings) {
        LocalDate day = seal.businessDate();
        String fault = certificateFault(seal, before, trusted);
        if (fault != null) {
            // What it says of the day cannot be relied on, not even where the day's entries lie.
            findings.add(new Finding(day, "certificate", "day_seal " + day + ": " + fault));
            return;
        }
        Certificate certificate = seal.certificate();
        EntryVerification.check(table, journal, certificate)
                .forEach(place -> findings.add(new Finding(day, "entries", place)));
        Stretch stretch = certificate.stretch();
        jdbc.sql(STRAY)
                .param("after", stretch.after())
                .param("day", day)
                .param("afterPlace", stretch.afterPlace())
                .param("upToPlace", stretch.upToPlace())
                .query(String.class)
                .list()
                .forEach(place -> findings.add(new Finding(day, "entries", place)));
        balanceFaults(certificate).forEach(place -> findings.add(new Finding(day, "balances", place)));
    }

    private static @Nullable String certificateFault(
            SealTable.Row seal, SealTable.@Nullable Row before, SealPublicKeys trusted) {
        Certificate certificate = seal.certificate();
        SealPublicKey key = trusted.byId(certificate.keyId());
        if (key == null) {
            return "no trusted key has the id " + certificate.keyId();
        }
        if (!key.verifies(seal.text(), seal.signature())) {
            return "the signature is not of its text";
        }
        if (!seal.columnsAsSigned()) {
            return "its columns are not those of the signed text";
        }
        Certificate.Previous expected = before == null
                ? null
                : new Certificate.Previous(before.businessDate(), Certificate.hash(before.text()));
        if (!Objects.equals(certificate.previous(), expected)) {
            return "the certificate before it is not the one that it names";
        }
        return null;
    }

    private List<String> balanceFaults(Certificate certificate) {
        List<String> differing = balances.differing(certificate.stretch());
        if (!differing.isEmpty()) {
            return differing;
        }
        LocalDate day = certificate.businessDate();
        List<String> faults = new ArrayList<>();
        if (!balances.accounts(day).equals(certificate.balances())) {
            faults.add("balance_snapshot of " + day + " is not what was sealed");
        }
        if (!balances.shifts(day).equals(certificate.shifts())) {
            faults.add("value_date_shift of " + day + " is not what was sealed");
        }
        if (!balances.ledger(day).equals(certificate.ledger())) {
            faults.add("ledger_balance of " + day + " is not what was sealed");
        }
        DayBalances.Totals totals = balances.trialBalance(day);
        if (faults.isEmpty()
                && !(totals.debits().equals(certificate.trialBalanceMinor())
                        && totals.credits().equals(certificate.trialBalanceMinor()))) {
            faults.add("the trial balance of " + day + " is not what was sealed");
        }
        return faults;
    }

    /** What can be said of the books beyond the last seal: no closed day is without one, and sub-ledgers are their controls. */
    private void checkNewest(LocalDate last, boolean sealed, List<Finding> findings) {
        jdbc.sql(UNSEALED)
                .param("last", last)
                .query(String.class)
                .list()
                .forEach(place -> findings.add(new Finding(last, "certificate", place)));
        if (sealed) {
            jdbc.sql(MISSING)
                    .param("last", last)
                    .query(String.class)
                    .list()
                    .forEach(place -> findings.add(new Finding(last, "certificate", place)));
            jdbc.sql(CONTROL)
                    .param("day", last)
                    .query(String.class)
                    .list()
                    .forEach(place -> findings.add(new Finding(last, "control accounts", place)));
        }
        for (SealTable.StoredKey key : table.keys()) {
            boolean asNamed;
            try {
                asNamed = SealPublicKey.of(key.encoded()).id().equals(key.id());
            } catch (IllegalArgumentException e) {
                asNamed = false;
            }
            if (!asNamed) {
                findings.add(new Finding(last, "certificate", "seal_key " + key.id() + " is not the key of that id"));
            }
        }
    }
}
