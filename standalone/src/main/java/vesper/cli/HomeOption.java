package vesper.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which bank a command is about. */
public final class HomeOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:VESPER_DATA:-./var}",
            description = "Home of the bank (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("var");

    public Path folder() {
        return folder;
    }
}
