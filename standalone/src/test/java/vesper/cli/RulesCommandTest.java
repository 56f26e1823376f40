package vesper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(RulesCommand.class).setOut(new PrintWriter(out)).execute(arguments);
    }

    @Test
    void theShippedRulesHoldAndAChangedOneThatMissesItsExampleIsNamed() throws Exception {
        assertThat(run("show", "--shipped")).isZero();
        String shipped = out.toString();
        Path file = Files.writeString(folder.resolve("rules.json"), shipped);
        assertThat(run("check", file.toString())).isZero();
        assertThat(out.toString()).contains("58 rules hold");
        Files.writeString(file, shipped.replace("card_count_1m >= 4.0", "card_count_1m >= 5.0"));
        assertThat(run("check", file.toString())).isEqualTo(Failures.FOUND_WRONG);
        assertThat(out.toString()).contains("rule burst-minute: it does not hit its example");
    }
}
