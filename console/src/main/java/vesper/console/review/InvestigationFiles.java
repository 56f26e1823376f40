package vesper.console.review;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.fraud.Attachment;
import vesper.bank.fraud.Investigation;
import vesper.bank.fraud.Investigation.Gathered;
import vesper.bank.fraud.Investigation.Link;
import vesper.bank.fraud.Investigation.Step;
import vesper.bank.fraud.InvestigationSearch;
import vesper.bank.payment.Payment;
import vesper.bank.payment.PaymentStatus;

/** Gathers what an analyst needs to know of an investigation. */
@Component
class InvestigationFiles {
    private static final int RECENT = 20;

    /** Payments of the customer by which devices, addresses and places are told. */
    private static final int REMEMBERED = 200;

    private final Bank bank;
    private final JdbcClient jdbc;
    private final InvestigationSearch search;

    InvestigationFiles(Bank bank) {
        this.bank = bank;
        jdbc = bank.jdbc();
        search = bank.investigations().search();
    }

    /**
     * A line of the list.
     *
     * @param cases in it
     * @param open of them
     * @param score the highest of those that are open; 0 if none is
     */
    record Line(Investigation file, int cases, int open, int score) {
        public boolean overdue() {
            return InvestigationFiles.overdue(file);
        }
    }

    private static boolean overdue(Investigation file) {
        return file.state() == Investigation.State.OPEN && file.dueAt().isBefore(Instant.now());
    }

    /**
     * A case with its payment, the reasons by their contribution, and the card's last digits.
     *
     * @param mine what the payer says: that it was the payer's own, or not; null if nothing
     */
    record Alert(
            Gathered file,
            Payment payment,
            List<Payment.Reason> reasons,
            @Nullable String cardLast4,
            @Nullable Boolean mine) {}

    /** An account of the customer. */
    record Held(String number, String name, String status, String currency, long balanceMinor, LocalDate openedOn) {}

    /** A payment from one of the customer's accounts. */
    record Recent(
            Instant occurredAt,
            long amountMinor,
            String currency,
            @Nullable String counterparty,
            int score,
            PaymentStatus status) {}

    /** Something that happened: a case came in, or a step was taken. */
    record Event(
            Instant at, String who, String what, @Nullable Long caseId, String note) {}

    /**
     * All of an investigation.
     *
     * @param timeline newest first
     * @param recent newest first
     */
    record File(
            Investigation file,
            List<Alert> alerts,
            List<Held> accounts,
            List<Event> timeline,
            List<Link> links,
            List<Recent> recent,
            Whereabouts whereabouts,
            List<Attachment> attachments) {
        public boolean open() {
            return file.state() == Investigation.State.OPEN;
        }

        public boolean overdue() {
            return InvestigationFiles.overdue(file);
        }

        public LinkGraph graph() {
            return LinkGraph.of(file.customer(), links);
        }

        public boolean with(String analyst) {
            return analyst.equals(file.assignedTo());
        }
    }

    List<Line> lines(List<Investigation> files) {
        return files.stream()
                .map(file -> {
                    List<Gathered> cases = search.cases(file.id());
                    List<Gathered> open = cases.stream().filter(Gathered::open).toList();
                    int score = open.stream()
                            .mapToInt(each -> payment(each).score())
                            .max()
                            .orElse(0);
                    return new Line(file, cases.size(), open.size(), score);
                })
                .toList();
    }

    Optional<File> find(long id) {
        return search.find(id).map(file -> {
            List<Alert> alerts = search.cases(id).stream().map(this::alert).toList();
            return new File(
                    file,
                    alerts,
                    accounts(file.customerId()),
                    timeline(alerts, search.steps(id)),
                    search.links(id),
                    recent(file.customerId()),
                    Whereabouts.of(
                            payments(file.customerId()),
                            alerts.stream().map(alert -> alert.payment.id()).collect(Collectors.toSet())),
                    bank.attachments().of(id));
        });
    }

    private Payment payment(Gathered file) {
        return bank.payments().find(file.paymentId()).orElseThrow();
    }

    private Alert alert(Gathered file) {
        Payment payment = payment(file);
        String last4 = payment.cardId() == null ? null : last4(payment.cardId());
        return new Alert(file, payment, CaseFiles.byContribution(payment.reasons()), last4, said(payment));
    }

    private @Nullable Boolean said(Payment payment) {
        return bank.disputes().said(payment.id()).orElse(null);
    }

    private @Nullable String last4(UUID card) {
        return jdbc.sql(
                        "select last4 || case status when 'BLOCKED' then ', blocked' else '' end from card where id = :id")
                .param("id", card)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static List<Event> timeline(List<Alert> alerts, List<Step> steps) {
        List<Event> events = new ArrayList<>();
        for (Step step : steps) {
            events.add(new Event(step.takenAt(), step.takenBy(), step.action().name(), step.caseId(), step.note()));
        }
        for (Alert alert : alerts) {
            events.add(new Event(alert.file.openedAt(), "screening", "CASE_OPENED", alert.file.caseId(), ""));
        }
        events.sort(Comparator.comparing(Event::at).reversed());
        return events;
    }

    private List<Held> accounts(long customer) {
        return jdbc.sql("""
                        select number, name, status, currency, balance_minor, opened_on from account
                         where customer_id = :customer order by id
                        """)
                .param("customer", customer)
                .query((row, n) -> new Held(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getObject(6, LocalDate.class)))
                .list();
    }

    /** The last payments from the customer's accounts as they were sent to screening, oldest first. */
    private List<PaymentSubmitted> payments(long customer) {
        return jdbc.sql("""
                        select decision from (
                            select p.decision, p.occurred_at from payment p join account a on a.id = p.debtor_account_id
                             where a.customer_id = :customer order by p.occurred_at desc limit :limit) last
                         order by occurred_at
                        """)
                .param("customer", customer)
                .param("limit", REMEMBERED)
                .query((row, n) -> CaseFiles.decision(row.getBytes("decision")).getPayment())
                .list();
    }

    private List<Recent> recent(long customer) {
        return jdbc.sql("""
                        select p.occurred_at, p.amount_minor, p.currency, coalesce(p.merchant, p.reference), p.score, p.status
                          from payment p join account a on a.id = p.debtor_account_id
                         where a.customer_id = :customer order by p.occurred_at desc limit :limit
                        """)
                .param("customer", customer)
                .param("limit", RECENT)
                .query((row, n) -> new Recent(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        PaymentStatus.valueOf(row.getString(6))))
                .list();
    }
}
