package vesper.reporting.mail;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.exceptions.FailedItem;

/** Mails that a person must see to: those without an address, and those that were given up. */
final class MailExceptions {
    private static final String DESCRIBE = """
            select m.id, d.account_id, coalesce(d.period_to, r.due_on) as due_on,
                   (select business_date from business_date) as business_date
              from mail_outbox m
              left join document d on d.id = m.document_id
              left join data_request r on r.id = m.data_request_id
             where m.id = any(:mails) order by m.id
            """;

    private final JdbcClient jdbc;
    private final ExceptionItems exceptions;

    MailExceptions(JdbcClient jdbc, ExceptionItems exceptions) {
        this.jdbc = jdbc;
        this.exceptions = exceptions;
    }

    private record Raised(LocalDate businessDate, FailedItem failed) {}

    /** Raises one exception a mail, in the surrounding transaction. */
    void raise(List<Long> mails, String reason) {
        if (mails.isEmpty()) {
            return;
        }
        List<Raised> raised = jdbc.sql(DESCRIBE)
                .param("mails", mails.toArray(Long[]::new))
                .query((row, n) -> {
                    LocalDate dueOn = row.getObject("due_on", LocalDate.class);
                    LocalDate businessDate = row.getObject("business_date", LocalDate.class);
                    return new Raised(
                            businessDate == null ? dueOn : businessDate,
                            new FailedItem(
                                    MailOutbox.STEP,
                                    row.getLong("id"),
                                    "mail " + row.getLong("id"),
                                    row.getObject("account_id", Long.class),
                                    dueOn,
                                    0,
                                    null,
                                    reason,
                                    false,
                                    false));
                })
                .list();
        exceptions.raise(
                raised.get(0).businessDate(),
                raised.stream().map(Raised::failed).toList());
    }

    void settle(List<Long> mails) {
        exceptions.settle(MailOutbox.STEP, mails);
    }
}
