package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of Prometheus, by Prometheus's own tool. */
class RulesTest {
    @Test
    void rulesAreWellFormedAndDoWhatTheirTestsSay() throws Exception {
        assertThat(promtool("check", "rules", "rules.yml")).contains("SUCCESS");
        assertThat(promtool("test", "rules", "rules-test.yml")).contains("SUCCESS");
    }

    @Test
    void everyAlertIsTestedAndHasItsRunbook() throws Exception {
        String rules = Files.readString(Dashboards.RULES);
        String tests = Files.readString(Dashboards.FOLDER.resolve("rules-test.yml"));
        String runbook = Files.readString(Path.of("../docs/OPERATING.md"));
        List<String> alerts = Pattern.compile("- alert: (\\w+)")
                .matcher(rules)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(alerts).hasSizeGreaterThan(8).doesNotHaveDuplicates();
        for (String alert : alerts) {
            assertThat(rules).contains("runbook: docs/OPERATING.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(runbook).as("the runbook has a heading").contains("\n### " + alert + "\n");
            assertThat(Pattern.compile("alertname: " + alert + "\\s+exp_alerts")
                            .matcher(tests)
                            .find())
                    .as("a test in which " + alert + " fires")
                    .isTrue();
        }
    }

    private static String promtool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Dashboards.FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
