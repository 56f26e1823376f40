package vesper.reporting.tax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which figures the tax return of a country asks for, in its own words; a JSON file a country.
 *
 * @param country ISO 3166-1 alpha-2
 * @param currency that the figures are in; accounts in others are not among them
 * @param language that its words are in, ISO 639-1
 * @param lead a sentence above the figures
 */
public record TaxTemplate(
        String country, String currency, String language, String title, String lead, List<Line> lines) {

    /**
     * A line of the form.
     *
     * @param box its number there
     * @param figure null if a bank like this has none; the line is zero then
     */
    public record Line(String box, String label, @Nullable TaxFigure figure) {}

    private static final Map<String, TaxTemplate> ALL = Stream.of("us", "de")
            .map(TaxTemplate::read)
            .collect(Collectors.toUnmodifiableMap(TaxTemplate::country, Function.identity()));

    public TaxTemplate {
        lines = List.copyOf(lines);
    }

    /** The template of a country, if there is one. */
    public static Optional<TaxTemplate> of(String country) {
        return Optional.ofNullable(ALL.get(country));
    }

    private static TaxTemplate read(String name) {
        try (InputStream in = TaxTemplate.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no tax template " + name);
            }
            return new JsonMapper().readValue(in, TaxTemplate.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
