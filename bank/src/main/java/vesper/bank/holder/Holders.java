package vesper.bank.holder;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.account.Account;

/**
 * Who holds an account, and by which rights. The customer for whom it was opened always does; with others who act, by the same rights
 * as they.
 */
public final class Holders {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public Holders(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** One holder of an account. */
    public record Holder(long customerId, Rights rights) {}

    /** All holders of a customer's account, the one for whom it was opened first; none of an account of the bank's own. */
    public List<Holder> of(Account account) {
        if (account.customerId() == null) {
            return List.of();
        }
        List<Holder> others = jdbc.sql(
                        "select customer_id, rights from account_holder where account_id = :account order by added_at, customer_id")
                .param("account", account.id())
                .query((row, n) -> new Holder(row.getLong("customer_id"), Rights.valueOf(row.getString("rights"))))
                .list();
        List<Holder> holders = new ArrayList<>();
        holders.add(new Holder(account.customerId(), firstsRights(others)));
        holders.addAll(others);
        return holders;
    }

    /** Those of the first holder: as of the others who act, if there are any. Pure. */
    static Rights firstsRights(List<Holder> others) {
        return others.stream()
                .map(Holder::rights)
                .filter(rights -> rights != Rights.VIEW_ONLY)
                .findFirst()
                .orElse(Rights.SOLE);
    }

    /** What the customer may do with the account; empty for who does not hold it. */
    public Optional<Rights> rights(Account account, long customerId) {
        return of(account).stream()
                .filter(holder -> holder.customerId() == customerId)
                .map(Holder::rights)
                .findFirst();
    }

    /** Ids of the accounts that a customer holds beside those opened for the customer. */
    public List<Long> heldBy(long customerId) {
        return jdbc.sql("select account_id from account_holder where customer_id = :customer order by account_id")
                .param("customer", customerId)
                .query(Long.class)
                .list();
    }

    /**
     * Lets a customer hold an account, or changes by which rights. All who act get the rights of who came last.
     *
     * @param rights not {@code SOLE}
     * @throws IllegalArgumentException if the account was opened for that customer, or is the bank's own
     */
    public void put(Account account, long customerId, Rights rights) {
        if (rights == Rights.SOLE || account.customerId() == null || account.customerId() == customerId) {
            throw new IllegalArgumentException("another holder has rights beside those of the first");
        }
        transaction.executeWithoutResult(status -> {
            lock(account.id());
            jdbc.sql("""
                            insert into account_holder (account_id, customer_id, rights) values (:account, :customer, :rights)
                                on conflict (account_id, customer_id) do update set rights = excluded.rights
                            """)
                    .param("account", account.id())
                    .param("customer", customerId)
                    .param("rights", rights.name())
                    .update();
            if (rights != Rights.VIEW_ONLY) {
                jdbc.sql("""
                                update account_holder set rights = :rights
                                 where account_id = :account and rights not in (:rights, 'VIEW_ONLY')
                                """)
                        .param("account", account.id())
                        .param("rights", rights.name())
                        .update();
            }
        });
    }

    /** Returns false if the customer was none of the other holders. */
    public boolean remove(long accountId, long customerId) {
        return Objects.requireNonNull(transaction.execute(status -> {
            lock(accountId);
            return jdbc.sql("delete from account_holder where account_id = :account and customer_id = :customer")
                            .param("account", accountId)
                            .param("customer", customerId)
                            .update()
                    == 1;
        }));
    }

    /** Changes of one account's holders wait for each other. */
    private void lock(long accountId) {
        jdbc.sql("select id from account where id = :account for no key update")
                .param("account", accountId)
                .query(Long.class)
                .single();
    }
}
