package vesper.stream.screening;

import java.util.UUID;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.CustomerNoted;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.screening.Evidence;
import vesper.bank.screening.Features;
import vesper.bank.screening.Label;
import vesper.bank.screening.Notice;
import vesper.bank.screening.Origin;
import vesper.bank.screening.ScreenedPayment;
import vesper.stream.kafka.DeadLetter;
import vesper.stream.kafka.KafkaRecord;

/** Reads submitted payments, labels and notices of customers; what is none of them goes, whole, to the dead letters. */
public final class ReadPayments extends ProcessFunction<KafkaRecord, ScreeningEvent> {
    private static final byte[] NOTHING = {};

    private final OutputTag<DeadLetter> deadLetters;

    public ReadPayments(OutputTag<DeadLetter> deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void processElement(KafkaRecord read, Context context, Collector<ScreeningEvent> out) {
        try {
            out.collect(
                    switch (read.topic()) {
                        case Topics.LABELLED -> label(read);
                        case Topics.NOTED -> notice(read);
                        default -> payment(read);
                    });
        } catch (UnreadableEventException e) {
            context.output(deadLetters, read.dead(String.valueOf(e.getMessage())));
        }
    }

    private static ScreeningEvent payment(KafkaRecord read) throws UnreadableEventException {
        PaymentSubmitted payment = EventCodec.SUBMITTED.decode(read.value());
        String card = card(
                payment.getCardId(), payment.getKind(), payment.getDebtorAccountId(), payment.getCreditorAccountId());
        String customer = customer(payment.getCustomerId(), card);
        return event(
                read,
                ScreenedPayment.of(payment),
                card,
                customer,
                device(payment.getDevice(), customer),
                ip(payment.getIp(), customer),
                merchant(payment.getMerchant(), payment.getCreditorAccountId()),
                read.value());
    }

    private static ScreeningEvent label(KafkaRecord read) throws UnreadableEventException {
        PaymentLabelled label = EventCodec.LABELLED.decode(read.value());
        String card =
                card(label.getCardId(), label.getKind(), label.getDebtorAccountId(), label.getCreditorAccountId());
        String customer = customer(label.getCustomerId(), card);
        return event(
                read,
                Label.of(label),
                card,
                customer,
                device(label.getDevice(), customer),
                ip(label.getIp(), customer),
                merchant(label.getMerchant(), label.getCreditorAccountId()),
                NOTHING);
    }

    private static ScreeningEvent notice(KafkaRecord read) throws UnreadableEventException {
        CustomerNoted notice = EventCodec.NOTED.decode(read.value());
        String customer = customer(notice.getCustomerId(), "");
        return event(read, Notice.of(notice), customer, customer, customer, customer, customer, NOTHING);
    }

    private static ScreeningEvent event(
            KafkaRecord read,
            Evidence evidence,
            String card,
            String customer,
            String device,
            String ip,
            String merchant,
            byte[] payment) {
        return new ScreeningEvent(
                evidence,
                card,
                customer,
                device,
                ip,
                merchant,
                read.partition(),
                read.offset(),
                payment,
                Features.NONE,
                read.trace());
    }

    private static String customer(@Nullable Long customer, String otherwise) {
        return customer == null ? otherwise : ScreeningEvent.CUSTOMER + customer;
    }

    private static String device(@Nullable String device, String otherwise) {
        return device == null ? otherwise : ScreeningEvent.DEVICE + device;
    }

    private static String ip(@Nullable String ip, String otherwise) {
        int network = Origin.network(ip);
        return network == 0 ? otherwise : ScreeningEvent.IP + network;
    }

    private static String card(@Nullable UUID card, PaymentKind kind, long debtor, long creditor) {
        if (card != null) {
            return "card:" + card;
        }
        // All deposits come from the bank's one cash account, which is nobody to watch.
        return kind == PaymentKind.DEPOSIT ? "deposit:" + creditor : "account:" + debtor;
    }

    private static String merchant(@Nullable String merchant, long creditor) {
        return merchant == null ? "account:" + creditor : "merchant:" + merchant;
    }
}
