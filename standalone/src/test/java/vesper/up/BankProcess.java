package vesper.up;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The {@code vesper} command in a process of its own, in a process group of its own, as a shell would run it. */
public final class BankProcess implements AutoCloseable {
    private static final long PATIENCE_S = 180;
    private static final long COMMAND_PATIENCE_S = 900;

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final Thread reader;

    private BankProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "stdout-of-vesper");
        reader.setDaemon(true);
        reader.start();
    }

    /** What a command said and how it ended. */
    public record Ended(int status, List<String> out) {
        public String text() {
            return String.join("\n", out);
        }
    }

    /** Starts the command. */
    public static BankProcess start(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx900m",
                "-cp",
                System.getProperty("java.class.path"),
                "vesper.Vesper"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", home.toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            // So often that kills meet checkpoints at every stage.
            builder.environment().put("VESPER_CHECKPOINT_INTERVAL", "PT1S");
            return new BankProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the command to its end. */
    public static Ended run(Path home, String... arguments) throws InterruptedException {
        try (BankProcess command = start(home, arguments)) {
            return command.awaitEnd();
        }
    }

    /** Starts {@code vesper up} and waits until it is ready. */
    public static BankProcess up(Path home, int port) throws InterruptedException {
        BankProcess bank = start(home, "up", "--port", Integer.toString(port));
        bank.awaitLine("ready");
        return bank;
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.add(line);
                unread.add(line);
            }
        } catch (IOException e) {
            // The pipe of a killed process breaks; what it had said before is kept.
            out.add("(" + e.getMessage() + ")");
        }
    }

    /** Waits for a line that begins so. */
    public String awaitLine(String beginning) throws InterruptedException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < giveUpAt) {
            String line = unread.poll(1, TimeUnit.SECONDS);
            if (line != null && line.startsWith(beginning)) {
                return line;
            }
            if (line == null && !process.isAlive()) {
                break;
            }
        }
        throw new IllegalStateException("no line '" + beginning + "' came; alive: " + process.isAlive() + "; " + out);
    }

    /** Kills the whole process group as {@code kill -9} does. */
    public void killGroup() throws InterruptedException {
        signalGroup("KILL");
        process.waitFor();
    }

    /** Asks it to end with SIGTERM and waits until it has. */
    public Ended terminate() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    private Ended awaitEnd() throws InterruptedException {
        if (!process.waitFor(COMMAND_PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the command does not end; it said " + out);
        }
        reader.join();
        return new Ended(process.exitValue(), List.copyOf(out));
    }

    private void signalGroup(String signal) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + signal, "--", "-" + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            try {
                killGroup();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
