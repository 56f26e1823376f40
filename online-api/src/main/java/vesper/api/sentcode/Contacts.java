package vesper.api.sentcode;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where codes go to, in table {@code sign_in_contact}: one contact of a login by each way. */
public final class Contacts {
    private final JdbcClient jdbc;

    public Contacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Contact> of(UUID login) {
        return jdbc.sql("select channel, contact from sign_in_contact where login_id = :login order by channel")
                .param("login", login)
                .query((row, n) -> new Contact(CodeChannel.valueOf(row.getString("channel")), row.getString("contact")))
                .list();
    }

    public Optional<Contact> of(UUID login, CodeChannel channel) {
        return of(login).stream().filter(known -> known.channel() == channel).findFirst();
    }

    /** Keeps a contact in place of the one before. */
    public void keep(UUID login, Contact contact) {
        jdbc.sql("""
                        insert into sign_in_contact (login_id, channel, contact) values (:login, :channel, :contact)
                            on conflict (login_id, channel) do update
                            set contact = excluded.contact, confirmed_at = excluded.confirmed_at
                        """)
                .param("login", login)
                .param("channel", contact.channel().name())
                .param("contact", contact.contact())
                .update();
    }

    /** Forgets a contact; false if there is none. */
    public boolean remove(UUID login, CodeChannel channel) {
        return jdbc.sql("delete from sign_in_contact where login_id = :login and channel = :channel")
                        .param("login", login)
                        .param("channel", channel.name())
                        .update()
                == 1;
    }
}
