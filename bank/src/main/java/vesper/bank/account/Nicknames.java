package vesper.bank.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holders call their accounts. */
public final class Nicknames {
    private final JdbcClient jdbc;

    public Nicknames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<String> find(long accountId) {
        return jdbc.sql("select nickname from account_nickname where account_id = :id")
                .param("id", accountId)
                .query(String.class)
                .optional();
    }

    /** By account id, of those that have one. */
    public Map<Long, String> of(Collection<Long> accountIds) {
        Map<Long, String> nicknames = new HashMap<>();
        jdbc.sql("select account_id, nickname from account_nickname where account_id = any(:ids)")
                .param("ids", accountIds.toArray(Long[]::new))
                .query(row -> {
                    nicknames.put(row.getLong("account_id"), row.getString("nickname"));
                });
        return nicknames;
    }

    /**
     * Names an account anew, or takes its nickname away.
     *
     * @param before what it must be called now, null: nothing; otherwise nothing is changed
     * @param after 1 to 60 characters; null: nothing
     * @return whether it was changed, or had that name already
     */
    public boolean change(long accountId, @Nullable String before, @Nullable String after) {
        if (before == null) {
            return after == null ? find(accountId).isEmpty() : insert(accountId, after);
        }
        String update = after == null
                ? "delete from account_nickname where account_id = :id and nickname = :before"
                : "update account_nickname set nickname = :after where account_id = :id and nickname = :before";
        return jdbc.sql(update)
                        .param("id", accountId)
                        .param("before", before)
                        .param("after", after)
                        .update()
                == 1;
    }

    private boolean insert(long accountId, String nickname) {
        return jdbc.sql(
                                "insert into account_nickname (account_id, nickname) values (:id, :name) on conflict do nothing")
                        .param("id", accountId)
                        .param("name", nickname)
                        .update()
                == 1;
    }
}
