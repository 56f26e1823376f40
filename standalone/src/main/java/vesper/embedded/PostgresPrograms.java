package vesper.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs PostgreSQL's own programs. They refuse to work for root, so root runs them in a user namespace of their own, where
 * they see themselves as nobody and still own the files.
 */
final class PostgresPrograms {
    private final PostgresBinaries binaries;

    PostgresPrograms(PostgresBinaries binaries) {
        this.binaries = binaries;
    }

    /** How a program ended and what it said on both of its streams. */
    record Outcome(int status, String output) {}

    /** Runs a program of the package to its end. */
    Outcome run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANG"));
        environment.put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output;
            try (InputStream in = process.getInputStream()) {
                output = new String(in.readAllBytes(), Charset.defaultCharset()).strip();
            }
            int status = process.waitFor();
            if (root() && output.contains("unshare failed")) {
                throw new EmbeddedServerException("PostgreSQL does not run as root, and this machine does not let root"
                        + " make a user namespace (" + output + "): start the bank as an ordinary user");
            }
            return new Outcome(status, output);
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while " + program + " was running", e);
        }
    }

    private static boolean root() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // no Linux: whoever is root there is told so by the program
        }
    }
}
