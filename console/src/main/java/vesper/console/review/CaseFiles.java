package vesper.console.review;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.payment.Payment;
import vesper.bank.payment.PaymentStatus;
import vesper.bank.payment.ReviewCases;
import vesper.bank.payment.ReviewCases.ReviewCase;
import vesper.bank.screening.Features;
import vesper.bank.screening.Origin;

/** Gathers what an analyst needs to know of a case. */
@Component
class CaseFiles {
    private static final int RECENT = 15;

    private final Bank bank;
    private final JdbcClient jdbc;

    CaseFiles(Bank bank) {
        this.bank = bank;
        jdbc = bank.jdbc();
    }

    /** A line of the queue. */
    record Line(ReviewCase file, Payment payment, @Nullable String topReason) {}

    /** The parties of a payment, as people know them. */
    record Parties(
            String debtorNumber,
            String debtorName,
            @Nullable String customer,
            long debtorBalanceMinor,
            String creditorNumber,
            String creditorName,
            @Nullable String cardLast4) {}

    /** Another payment from the same account. */
    record Recent(
            UUID id,
            Instant occurredAt,
            long amountMinor,
            String currency,
            @Nullable String counterparty,
            @Nullable String category,
            int score,
            PaymentStatus status) {}

    /** A figure that screening judged. */
    record Figure(String name, String value) {}

    /**
     * All of a case.
     *
     * @param reasons largest contribution first
     * @param figures in alphabetical order
     * @param mine what the payer says: that it was the payer's own, or not; null if nothing
     * @param device that it was paid on; null if it is unknown
     * @param ip internet address that it came from; null if it is unknown
     * @param ipCountry where that is registered; null if that is unknown
     * @param recent newest first, the payment of the case left out
     */
    record CaseFile(
            ReviewCase file,
            Payment payment,
            Parties parties,
            List<Payment.Reason> reasons,
            List<Figure> figures,
            String ruleSetVersion,
            @Nullable Boolean mine,
            @Nullable String device,
            @Nullable String ip,
            @Nullable String ipCountry,
            List<Recent> recent) {
        public boolean open() {
            return file.state() == ReviewCases.State.OPEN;
        }
    }

    /** Open cases, oldest first, after the given id (0: from the oldest). */
    List<Line> queue(long afterId, int limit) {
        return bank.cases().open(afterId, limit).stream()
                .map(file -> {
                    Payment payment = bank.payments().find(file.paymentId()).orElseThrow();
                    String top = byContribution(payment.reasons()).stream()
                            .map(Payment.Reason::detail)
                            .findFirst()
                            .orElse(null);
                    return new Line(file, payment, top);
                })
                .toList();
    }

    Optional<CaseFile> find(long id) {
        return bank.cases().find(id).map(file -> {
            Payment payment = bank.payments().find(file.paymentId()).orElseThrow();
            PaymentDecided decided = decision(file.paymentId());
            List<Figure> figures = new TreeMap<>(
                            Features.of(decided.getFeatures()).asMap())
                    .entrySet().stream()
                            .map(feature -> new Figure(feature.getKey(), plain(feature.getValue())))
                            .toList();
            return new CaseFile(
                    file,
                    payment,
                    parties(payment),
                    byContribution(payment.reasons()),
                    figures,
                    decided.getRuleSetVersion(),
                    bank.disputes().said(payment.id()).orElse(null),
                    decided.getPayment().getDevice(),
                    decided.getPayment().getIp(),
                    Origin.country(decided.getPayment().getIp()),
                    recent(payment));
        });
    }

    /** The oldest open case after this one, else the oldest of all. */
    Optional<Long> next(long id) {
        return bank.cases().open(id, 1).stream()
                .findFirst()
                .or(() -> bank.cases().open(0, 1).stream().findFirst())
                .map(ReviewCase::id);
    }

    static List<Payment.Reason> byContribution(List<Payment.Reason> reasons) {
        return reasons.stream()
                .sorted(Comparator.comparingInt(Payment.Reason::contribution).reversed())
                .toList();
    }

    private PaymentDecided decision(UUID paymentId) {
        return decision(jdbc.sql("select decision from payment where id = :id")
                .param("id", paymentId)
                .query(byte[].class)
                .single());
    }

    static PaymentDecided decision(byte[] bytes) {
        try {
            return EventCodec.DECIDED.decode(bytes);
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("the decision stored with a payment is damaged", e);
        }
    }

    private Parties parties(Payment payment) {
        return jdbc.sql("""
                        select d.number, d.name, u.name, d.balance_minor, c.number, c.name, k.last4
                          from account d
                          left join customer u on u.id = d.customer_id
                          join account c on c.id = :creditor
                          left join card k on k.id = :card
                         where d.id = :debtor
                        """)
                .param("debtor", payment.debtorAccountId())
                .param("creditor", payment.creditorAccountId())
                .param("card", payment.cardId(), java.sql.Types.OTHER)
                .query((row, n) -> new Parties(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)))
                .single();
    }

    private List<Recent> recent(Payment payment) {
        return jdbc.sql("""
                        select id, occurred_at, amount_minor, currency, coalesce(merchant, reference), category, score, status
                          from payment
                         where debtor_account_id = :account and id <> :payment
                         order by occurred_at desc limit :limit
                        """)
                .param("account", payment.debtorAccountId())
                .param("payment", payment.id())
                .param("limit", RECENT)
                .query((row, n) -> new Recent(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getInt(7),
                        PaymentStatus.valueOf(row.getString(8))))
                .list();
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(java.util.Locale.ROOT, "%.3f", value);
    }
}
