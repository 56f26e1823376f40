package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries acceptance cases that others wrote: every {@code *.json} of a folder, by default this module's own copy, else
 * {@code -Dcases.dir=DIR}. What came of them goes to {@code target/cases-report.json}. A file of another module's family, or
 * of none, is reported as unsupported.
 */
class CasesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CasesReport REPORT = new CasesReport();
    private static final Map<String, CaseFamily> FAMILIES = Stream.of(
                    new AprCases(),
                    new CalendarCases(),
                    new CamtMutantCases(CasesTest::folder),
                    new CamtStatementCases(CasesTest::folder),
                    new DateRollingCases(),
                    new DayCountCases(),
                    new HttpSignatureCases(),
                    new IbanCases(),
                    new IdentifierCases(),
                    new IsoSampleCases(CasesTest::folder),
                    new LoanCoreCases(),
                    new LoanEmiCases(),
                    new LoanLifecycleCases(),
                    new MoneyCases(),
                    new MtToMxCases(),
                    new OtpCases(),
                    new RateConversionCases(),
                    new RoundingCases(),
                    new SanctionsNameCases(),
                    new SavingsCases(),
                    new TimeValueCases(),
                    new WebhookCases())
            .collect(Collectors.toMap(CaseFamily::name, Function.identity()));

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            List<Path> cases = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(cases).as("case files in " + folder()).isNotEmpty();
            return cases.stream();
        }
    }

    private static Path folder() {
        String chosen = System.getProperty("cases.dir");
        if (chosen != null) {
            // Maven runs the tests in the module's folder; a relative path is meant from the project's.
            return Path.of("..").resolve(chosen);
        }
        URL own = Objects.requireNonNull(CasesTest.class.getResource("/cases"));
        return Path.of(URI.create(own.toString()));
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("The bank gives the figures that others found")
    void casesHold(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        CasesReport.Outcome outcome = REPORT.of(name);
        JsonNode cases = JSON.readTree(Files.readString(file)).path("cases");
        CaseFamily family = FAMILIES.get(name);
        for (JsonNode testCase : cases) {
            if (family == null || testCase.has("disputed")) {
                outcome.unsupported();
            } else {
                check(family, testCase, outcome);
            }
        }
        if (family != null) {
            assertThat(outcome.share())
                    .as(() -> String.join("\n", outcome.failures()))
                    .isGreaterThanOrEqualTo(family.bar());
        }
    }

    /** A case that ends in an exception has failed like one with another figure: the others go on. */
    private static void check(CaseFamily family, JsonNode testCase, CasesReport.Outcome outcome) {
        try {
            family.check(testCase);
            outcome.passed();
        } catch (UnsupportedCaseException e) {
            outcome.unsupported();
        } catch (AssertionError | RuntimeException e) {
            outcome.failed(testCase.path("id").asString("?") + ": " + firstLines(e));
        }
    }

    private static String firstLines(Throwable thrown) {
        String text = thrown instanceof AssertionError ? thrown.getMessage() : thrown.toString();
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    @AfterAll
    static void report() throws IOException {
        REPORT.write(Path.of("target/cases-report.json"));
    }
}
