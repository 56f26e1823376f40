package vesper.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vesper.cli.CommandFailure;
import vesper.embedded.DatabaseAddress;

/** PostgreSQL's own benchmark, TPC-B-like, 16 clients, against the embedded server. */
final class Pgbench {
    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql://([^:]+):(\\d+)/([^?]+).*");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial");

    private final DatabaseAddress address;
    private final String program = find();

    Pgbench(DatabaseAddress address) {
        this.address = address;
    }

    void prepare() throws IOException, InterruptedException {
        call(List.of("--initialize", "--quiet", "--scale=16"));
    }

    double transactionsPerSecond(int seconds) throws IOException, InterruptedException {
        String said = call(List.of("--client=16", "--jobs=2", "--no-vacuum", "--time=" + seconds));
        Matcher rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench gave no rate: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }

    private String call(List<String> options) throws IOException, InterruptedException {
        Matcher parts = ADDRESS.matcher(address.url());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a PostgreSQL address: " + address);
        }
        List<String> command = new ArrayList<>(List.of(
                program, "--host=" + parts.group(1), "--port=" + parts.group(2), "--username=" + address.user()));
        command.addAll(options);
        command.add(parts.group(3));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", address.password());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("pgbench failed: " + said);
        }
        return said;
    }

    private static String find() {
        List<Path> places = new ArrayList<>(List.of(Path.of("/usr/local/bin/pgbench")));
        try (Stream<Path> versions = Files.exists(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            versions.sorted(Comparator.reverseOrder()).forEach(version -> places.add(version.resolve("bin/pgbench")));
        } catch (IOException e) {
            throw new CommandFailure("cannot look for pgbench: " + e.getMessage(), e);
        }
        return places.stream()
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "pgbench is not installed: it is in Debian's package postgresql (apt-get install postgresql)"));
    }
}
