package vesper.bank.account;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.database.KeyRanges;
import vesper.bank.money.Money;

/** Opens, finds and blocks accounts. Balances are moved by the ledger alone. */
public final class Accounts {
    private static final int SPLIT_SAMPLE = 100_000;

    private static final String COLUMNS = """
            select id, number, account.kind, product_code, customer_id, account.currency, status, overdraft_limit_minor,
                   minimum_balance_minor, name, opened_on, account_balance.balance_minor, held_minor
              from account join account_balance on account_balance.account_id = account.id
            """;
    private static final RowMapper<Account> ROW = (row, n) -> new Account(
            row.getLong("id"),
            row.getString("number"),
            AccountKind.valueOf(row.getString("kind")),
            row.getString("product_code"),
            row.getObject("customer_id", Long.class),
            row.getString("currency"),
            AccountStatus.valueOf(row.getString("status")),
            row.getLong("overdraft_limit_minor"),
            row.getLong("minimum_balance_minor"),
            row.getString("name"),
            row.getObject("opened_on", LocalDate.class),
            row.getLong("balance_minor"),
            row.getLong("held_minor"));

    private final JdbcClient jdbc;
    private final KnownAccounts own = new KnownAccounts();

    public Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A customer's account to be opened; its kind follows from the product.
     *
     * @param overdraftLimitMinor zero or positive
     */
    public record Opening(
            long customerId,
            String productCode,
            String currency,
            long overdraftLimitMinor,
            String name,
            LocalDate openedOn) {
        public Opening {
            Money.decimals(currency);
            if (overdraftLimitMinor < 0) {
                throw new IllegalArgumentException("overdraft limit must not be negative");
            }
        }
    }

    /**
     * Opens an account with a balance of zero under a new IBAN.
     *
     * @throws IllegalArgumentException if the product is unknown
     */
    public Account open(Opening opening) {
        return jdbc.sql("""
                        with next as (select nextval(pg_get_serial_sequence('account', 'id')) as id)
                        insert into account (id, number, kind, product_code, customer_id, currency, overdraft_limit_minor,
                                             name, opened_on)
                        overriding system value
                        select next.id, 'pending-' || next.id, product.kind, product.code, :customer, :currency, :overdraft,
                               :name, :opened
                          from next, product where product.code = :product
                        returning id
                        """)
                .param("customer", opening.customerId())
                .param("currency", opening.currency())
                .param("overdraft", opening.overdraftLimitMinor())
                .param("name", opening.name())
                .param("opened", opening.openedOn())
                .param("product", opening.productCode())
                .query(Long.class)
                .optional()
                .map(this::giveIban)
                .orElseThrow(() -> new IllegalArgumentException("unknown product " + opening.productCode()));
    }

    private Account giveIban(long id) {
        jdbc.sql("update account set number = :number where id = :id")
                .param("number", iban(id))
                .param("id", id)
                .update();
        return byId(id).orElseThrow();
    }

    /** The IBAN of a customer's account: country GB, bank code VESP, the id in the 14 digits of sort code and account number. */
    static String iban(long accountId) {
        return new Iban.Builder()
                .countryCode(CountryCode.GB)
                .bankCode("VESP")
                .branchCode(String.format("%06d", accountId / 100_000_000L))
                .accountNumber(String.format("%08d", accountId % 100_000_000L))
                .build()
                .toString();
    }

    public Optional<Account> byNumber(String number) {
        return jdbc.sql(COLUMNS + " where number = :number")
                .param("number", number)
                .query(ROW)
                .optional();
    }

    public Optional<Account> byId(long id) {
        return jdbc.sql(COLUMNS + " where id = :id").param("id", id).query(ROW).optional();
    }

    /** Those that there are, in no order. */
    public List<Account> byIds(Collection<Long> ids) {
        return jdbc.sql(COLUMNS + " where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(ROW)
                .list();
    }

    public List<Account> ofCustomer(long customerId) {
        return jdbc.sql(COLUMNS + " where customer_id = :customer order by id")
                .param("customer", customerId)
                .query(ROW)
                .list();
    }

    /** The greatest id of an account; zero if there is none. */
    public long lastId() {
        return jdbc.sql("select coalesce(max(id), 0) from account")
                .query(Long.class)
                .single();
    }

    /**
     * Ids that part the accounts that bear interest into ranges of about as many, see {@link KeyRanges}; of many accounts a sample
     * is counted.
     *
     * @param ranges how many; positive
     * @return the greatest id of each range but the last, rising
     */
    public List<Long> depositSplits(int ranges) {
        double percent = 100 * Math.min(1, SPLIT_SAMPLE / (double) Math.max(1, lastId()));
        return KeyRanges.quantiles(
                jdbc,
                "id",
                "account tablesample system (:percent) repeatable (1) where kind in ('CURRENT', 'SAVINGS')",
                Map.of("percent", percent),
                ranges);
    }

    /**
     * The bank's own account for a code and currency; opened on first use, as part of the surrounding transaction if any. It is
     * looked up once: its balance is that of then.
     */
    public Account ledgerAccount(LedgerCode code, String currency) {
        String number = code.code() + "-" + currency;
        return own.get(number, () -> {
            Money.decimals(currency);
            return byNumber(number).orElseGet(() -> openOwn(code, currency, number));
        });
    }

    private Account openOwn(LedgerCode code, String currency, String number) {
        jdbc.sql("""
                        insert into account (number, kind, currency, name, opened_on)
                        values (:number, 'INTERNAL', :currency, :title, date '1970-01-01') on conflict do nothing
                        """)
                .param("number", number)
                .param("currency", currency)
                .param("title", code.title())
                .update();
        return byNumber(number).orElseThrow();
    }

    /**
     * Blocks or thaws an account; waits for postings under way.
     *
     * @return false if there is no such account, or it is closed
     */
    public boolean setStatus(long accountId, AccountStatus status) {
        return jdbc.sql("update account set status = :status where id = :id and status <> 'CLOSED'")
                        .param("status", status.name())
                        .param("id", accountId)
                        .update()
                == 1;
    }
}
