package vesper.bank.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The schemas that older versions of the bank wrote events with. What they wrote lies in the database and in Kafka and must
 * stay readable; a schema that changes leaves a copy of what it was here.
 */
final class EarlierSchemas {
    private static final String[] PAYMENTS = {"PaymentSubmitted", "PaymentLabelled", "PaymentDecided"};
    private static final Map<String, List<Schema>> BY_NAME = Stream.of(
                    version(1, PAYMENTS), version(2, PAYMENTS), version(3, "CustomerNoted"))
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Schema::getName));

    private EarlierSchemas() {}

    /** Those of an event type; none if it never changed. */
    static List<Schema> of(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    /** Reads the schemas of a version, each after those that it names. */
    private static List<Schema> version(int number, String... names) {
        Schema.Parser parser = new Schema.Parser();
        return java.util.Arrays.stream(names)
                .map(name -> read(parser, number + "/" + name + ".avsc"))
                .toList();
    }

    private static Schema read(Schema.Parser parser, String file) {
        try (InputStream in = EarlierSchemas.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the program");
            }
            return parser.parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
