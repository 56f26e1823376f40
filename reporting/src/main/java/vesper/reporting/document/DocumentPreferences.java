package vesper.reporting.document;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.reporting.mail.Delivery;
import vesper.reporting.mail.DocumentLock;

/** What customers have chosen about their documents. Legal documents are sent whatever they choose; only how is theirs. */
public final class DocumentPreferences {

    private final JdbcClient jdbc;

    public DocumentPreferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What holds for a customer, chosen or not. */
    public DocumentPreference of(long customerId) {
        return jdbc.sql("""
                        select c.language, coalesce(p.delivery, 'ATTACHMENT') as delivery,
                               coalesce(p.accessible, false) as accessible, coalesce(p.paper, false) as paper
                          from customer c left join document_preference p on p.customer_id = c.id
                         where c.id = :customer
                        """)
                .param("customer", customerId)
                .query((row, n) -> new DocumentPreference(
                        row.getString("language"),
                        Delivery.valueOf(row.getString("delivery")),
                        row.getBoolean("accessible"),
                        row.getBoolean("paper")))
                .single();
    }

    /**
     * Changes what holds from now on; documents that were issued stay as they are.
     *
     * @throws IllegalArgumentException if there are no documents in the language
     */
    public void set(long customerId, DocumentPreference preference) {
        if (!DocumentPreference.LANGUAGES.contains(preference.language())) {
            throw new IllegalArgumentException("there are no documents in the language " + preference.language());
        }
        jdbc.sql("""
                        with spoken as (update customer set language = :language where id = :customer)
                        insert into document_preference (customer_id, delivery, accessible, paper)
                        values (:customer, :delivery, :accessible, :paper)
                        on conflict (customer_id) do update
                           set delivery = excluded.delivery, accessible = excluded.accessible, paper = excluded.paper
                        """)
                .param("customer", customerId)
                .param("language", preference.language())
                .param("delivery", preference.delivery().name())
                .param("accessible", preference.accessible())
                .param("paper", preference.paper())
                .update();
    }

    /**
     * From now on a password opens the documents that are attached to the customer's mails; it is not kept.
     *
     * @param password null: attachments open without one again
     * @throws IllegalArgumentException if it is shorter or longer than {@link DocumentLock} says
     */
    public void setPassword(long customerId, @Nullable String password) {
        if (password == null) {
            jdbc.sql("delete from document_lock where customer_id = :customer")
                    .param("customer", customerId)
                    .update();
            return;
        }
        int letters = password.codePointCount(0, password.length());
        if (letters < DocumentLock.SHORTEST || letters > DocumentLock.LONGEST) {
            throw new IllegalArgumentException("a password for documents has " + DocumentLock.SHORTEST + " to "
                    + DocumentLock.LONGEST + " letters");
        }
        DocumentLock lock = DocumentLock.of(password);
        jdbc.sql("""
                        insert into document_lock (customer_id, file_key, owner_key, owner_encryption_key, user_key,
                                                   user_encryption_key, perms, permissions)
                        values (:customer, :file, :owner, :ownerEncryption, :user, :userEncryption, :perms, :permissions)
                        on conflict (customer_id) do update
                           set file_key = excluded.file_key, owner_key = excluded.owner_key,
                               owner_encryption_key = excluded.owner_encryption_key, user_key = excluded.user_key,
                               user_encryption_key = excluded.user_encryption_key, perms = excluded.perms,
                               permissions = excluded.permissions, chosen_at = clock_timestamp()
                        """)
                .param("customer", customerId)
                .param("file", lock.fileKey())
                .param("owner", lock.ownerKey())
                .param("ownerEncryption", lock.ownerEncryptionKey())
                .param("user", lock.userKey())
                .param("userEncryption", lock.userEncryptionKey())
                .param("perms", lock.perms())
                .param("permissions", lock.permissions())
                .update();
    }

    /** Whether a password opens the customer's attachments. */
    public boolean hasPassword(long customerId) {
        return jdbc.sql("select count(*) from document_lock where customer_id = :customer")
                        .param("customer", customerId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Where a customer is taxed, ISO 3166-1 alpha-2; empty if the bank does not know. */
    public Optional<String> taxResidence(long customerId) {
        return jdbc.sql("select country from tax_residence where customer_id = :customer")
                .param("customer", customerId)
                .query(String.class)
                .optional();
    }

    /** Says where a customer is taxed from now on; null if the bank does not know any more. */
    public void setTaxResidence(long customerId, @Nullable String country) {
        if (country == null) {
            jdbc.sql("delete from tax_residence where customer_id = :customer")
                    .param("customer", customerId)
                    .update();
        } else {
            jdbc.sql("""
                            insert into tax_residence (customer_id, country) values (:customer, :country)
                            on conflict (customer_id) do update set country = excluded.country
                            """)
                    .param("customer", customerId)
                    .param("country", country)
                    .update();
        }
    }

    /** Which of the accounts have a holder who wants tagged documents. */
    Set<Long> accessible(Collection<Long> accountIds) {
        return new HashSet<>(jdbc.sql("""
                        select a.id from account a join document_preference p on p.customer_id = a.customer_id
                         where a.id = any(:accounts) and p.accessible
                        """)
                .param("accounts", accountIds.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }
}
