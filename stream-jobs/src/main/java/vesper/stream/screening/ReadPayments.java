package vesper.stream.screening;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.UnreadableEventException;
import vesper.stream.kafka.DeadLetter;
import vesper.stream.kafka.KafkaRecord;

/** Reads submitted payments; what is none goes, whole, to the dead letters. */
public final class ReadPayments extends ProcessFunction<KafkaRecord, SubmittedPayment> {
    private final OutputTag<DeadLetter> deadLetters;

    public ReadPayments(OutputTag<DeadLetter> deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void processElement(KafkaRecord read, Context context, Collector<SubmittedPayment> out) {
        try {
            PaymentSubmitted payment = EventCodec.SUBMITTED.decode(read.value());
            out.collect(new SubmittedPayment(
                    card(payment), merchant(payment), read.partition(), read.offset(), read.value()));
        } catch (UnreadableEventException e) {
            context.output(deadLetters, read.dead(String.valueOf(e.getMessage())));
        }
    }

    private static String card(PaymentSubmitted payment) {
        if (payment.getCardId() != null) {
            return "card:" + payment.getCardId();
        }
        // All deposits come from the bank's one cash account, which is nobody to watch.
        return payment.getKind() == PaymentKind.DEPOSIT
                ? "deposit:" + payment.getCreditorAccountId()
                : "account:" + payment.getDebtorAccountId();
    }

    private static String merchant(PaymentSubmitted payment) {
        return payment.getMerchant() == null
                ? "account:" + payment.getCreditorAccountId()
                : "merchant:" + payment.getMerchant();
    }
}
