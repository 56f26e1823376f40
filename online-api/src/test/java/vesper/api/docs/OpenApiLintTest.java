package vesper.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.iban4j.IbanUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;

/**
 * The document as other programs read it: a parser that is not ours finds nothing wrong, and the rules hold that generators of clients
 * and readers depend on.
 */
class OpenApiLintTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\":\"#/components/schemas/([^\"]+)\"");
    /** Of any country: two letters, two digits, and at least as many further characters as the shortest has. */
    private static final Pattern IBAN = Pattern.compile("\\b[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\\b");

    private static final Pattern IN_PATH = Pattern.compile("\\{([^}]+)}");

    private final TestApi api = TestApi.shared();
    private final String document =
            api.send(HttpRequest.newBuilder(api.uri("/openapi")).GET()).text();

    private static List<String> parsersFaults(String text) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(text, null, options);
        return result.getMessages();
    }

    @Test
    void anotherParserFindsNothingWrong() {
        assertThat(parsersFaults(document)).isEmpty();
        assertThat(parsersFaults(document.replace("\"responses\":", "\"answers\":")))
                .as("it does look")
                .isNotEmpty();
    }

    @Test
    void ibansOfExamplesHaveTheirCheckDigits() {
        assertThat(wrongIbans(document)).isEmpty();
        assertThat(IBAN.matcher(document).results()).hasSizeGreaterThan(30);
        assertThat(wrongIbans("{\"example\":\"GB72VESP00000000000042\"}")).containsExactly("GB72VESP00000000000042");
    }

    private static Set<String> wrongIbans(String text) {
        return IBAN.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(iban -> !IbanUtil.isValid(iban))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void commandsDeclareTheirIdempotencyKeyAndWhatMayBeWrongWithIt() {
        JsonNode command =
                JSON.readTree(document).path("paths").path("/v1/accounts").path("post");

        assertThat(command.path("parameters").findValuesAsString("name")).contains("Idempotency-Key");
        assertThat(command.path("responses").path("409").toString()).contains("idempotency_key_in_use");
        assertThat(command.path("responses").path("400").toString())
                .contains("malformed_json", "invalid_idempotency_key");
    }

    @Test
    void rulesHold() {
        assertThat(faults(document)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "\"operationId\":\"getPayment\", \"operationId\":\"getAccount\", twice: getAccount",
        "/v1/payments/{id}\", /v1/payments/{other}\", other",
        "#/components/schemas/TransactionPage, #/components/schemas/Nowhere, Nowhere",
        "\"name\":\"Disputes\", \"name\":\"Quarrels\", tag Disputes",
    })
    void ruleThatIsBrokenIsNoticed(String part, String broken, String fault) {
        assertThat(document).contains(part);

        assertThat(String.join("\n", faults(document.replaceFirst(Pattern.quote(part), broken))))
                .contains(fault);
    }

    static List<String> faults(String text) {
        JsonNode root = JSON.readTree(text);
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>(root.path("tags").findValuesAsString("name"));
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode node = operation.getValue();
                    String id = node.path("operationId").asString("");
                    if (!ids.add(id)) {
                        faults.add("twice: " + id);
                    }
                    if (!parameters(node, "path").equals(named(path.getKey()))) {
                        faults.add(id + " declares " + parameters(node, "path") + " in " + path.getKey());
                    }
                    node.path("tags").forEach(tag -> {
                        if (!tags.contains(tag.asString())) {
                            faults.add(id + " has the undescribed tag " + tag.asString());
                        }
                    });
                    for (JsonNode parameter : node.path("parameters")) {
                        if (!parameter.has("schema")) {
                            faults.add(id + " has a parameter of no type, " + parameter.path("name"));
                        }
                    }
                    if (node.path("responses").properties().stream()
                            .noneMatch(response -> response.getKey().startsWith("2"))) {
                        faults.add(id + " never succeeds");
                    }
                    faults.addAll(ofRetired(id, node));
                }));
        Set<String> used = referenced(text);
        Set<String> declared = new TreeSet<>();
        root.path("components").path("schemas").properties().forEach(schema -> declared.add(schema.getKey()));
        used.stream().filter(name -> !declared.contains(name)).forEach(name -> faults.add("no schema " + name));
        declared.stream().filter(name -> !used.contains(name)).forEach(name -> faults.add("unused: " + name));
        return faults;
    }

    /** What is on its way out says so in every answer, and works for a year at least. */
    private static List<String> ofRetired(String id, JsonNode node) {
        boolean dated = node.has("x-deprecated-since") || node.has("x-sunset");
        if (!node.path("deprecated").asBoolean(false)) {
            return dated ? List.of(id + " has dates of a retired operation, and is none") : List.of();
        }
        List<String> faults = new ArrayList<>();
        if (!node.has("x-deprecated-since") || !node.has("x-sunset")) {
            return List.of(id + " is deprecated, and nobody knows since or until when");
        }
        LocalDate since = LocalDate.parse(node.path("x-deprecated-since").asString());
        if (LocalDate.parse(node.path("x-sunset").asString()).isBefore(since.plusYears(1))) {
            faults.add(id + " goes within a year");
        }
        node.path("responses").properties().forEach(response -> {
            JsonNode headers = response.getValue().path("headers");
            if (response.getKey().startsWith("2") && !(headers.has("Deprecation") && headers.has("Sunset"))) {
                faults.add(id + " does not tell the headers Deprecation and Sunset");
            }
        });
        return faults;
    }

    private static Set<String> parameters(JsonNode operation, String where) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString("").equals(where)) {
                names.add(parameter.path("name").asString());
            }
        }
        return names;
    }

    private static Set<String> named(String path) {
        Set<String> names = new TreeSet<>();
        IN_PATH.matcher(path).results().map(found -> found.group(1)).forEach(names::add);
        return names;
    }

    private static Set<String> referenced(String text) {
        Set<String> names = new TreeSet<>();
        REFERENCE
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(names::add);
        return names;
    }
}
