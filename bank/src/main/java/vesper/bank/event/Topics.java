package vesper.bank.event;

import java.util.List;

/** The names of the Kafka topics. Keys are UTF-8 strings, values are the Avro events of this package. */
public final class Topics {
    /**
     * {@link PaymentSubmitted}; key: card id, or the debtor's account id where no card is named; header {@link #HEADER_PAYMENT}.
     */
    public static final String SUBMITTED = "payments.submitted";

    /** {@link PaymentLabelled}; key: as in {@link #SUBMITTED}. Written from the outbox only. */
    public static final String LABELLED = "payments.labelled";

    /**
     * What screening judges by, as text; compacted. Keys: {@link #CONTROL_RULES}, {@link #CONTROL_MODEL},
     * {@link #CONTROL_CHALLENGER}. Written from the outbox only.
     */
    public static final String CONTROL = "screening.control";

    public static final String CONTROL_RULES = "rules";
    public static final String CONTROL_MODEL = "model";

    /** An empty value: none. */
    public static final String CONTROL_CHALLENGER = "challenger";

    /** {@link CustomerNoted}; key: customer id. Written from the outbox only. */
    public static final String NOTED = "customers.noted";

    /**
     * {@link PaymentDecided}; key: the debtor's account id, so that of two writers to the books none waits for an account of the
     * other's. Screening's have the header {@link #HEADER_PAYMENT}.
     */
    public static final String DECIDED = "payments.decided";

    /** Bytes that could not be read, whole, with headers that say from where and why. */
    public static final String DEAD_LETTER = "payments.dead-letter";

    /** {@link PaymentOutcome}; key: payment id. Written from the outbox only. */
    public static final String OUTCOME = "payments.outcome";

    /** {@link EntryBooked}; key: entry id. Written from the outbox only. */
    public static final String BOOKED = "ledger.booked";

    /** Ranges of a step of the night that wait to be worked on, as text; without keys. */
    public static final String RANGES = "night.ranges";

    public static final List<String> ALL =
            List.of(SUBMITTED, LABELLED, NOTED, CONTROL, DECIDED, DEAD_LETTER, OUTCOME, BOOKED, RANGES);

    /** The payment's id, 16 bytes, for readers that need no more. */
    public static final String HEADER_PAYMENT = "payment";

    /** Headers of a dead letter: where it was read, and why it could not be used. */
    public static final String HEADER_SOURCE_TOPIC = "source-topic";

    public static final String HEADER_SOURCE_PARTITION = "source-partition";
    public static final String HEADER_SOURCE_OFFSET = "source-offset";
    public static final String HEADER_REASON = "reason";

    private Topics() {}
}
