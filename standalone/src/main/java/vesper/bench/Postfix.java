package vesper.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vesper.cli.CommandFailure;

/** Postfix's test programs: a server that throws mail away, {@code smtp-sink}, and a client, {@code smtp-source}. */
final class Postfix implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final Path folder;
    private final String source;
    private final Process sink;
    private final int port;

    private Postfix(Path folder, String source, Process sink, int port) {
        this.folder = folder;
        this.source = source;
        this.sink = sink;
        this.port = port;
    }

    /** @throws CommandFailure if the programs are not there */
    static Postfix start(Path folder) throws IOException, InterruptedException {
        String sink = find("smtp-sink");
        String source = find("smtp-source");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(sink));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(List.of("127.0.0.1:" + port, "100"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Postfix postfix = new Postfix(folder, source, process, port);
        postfix.await();
        return postfix;
    }

    private void await() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (System.nanoTime() < deadline && sink.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        close();
        throw new CommandFailure("smtp-sink does not take connections on port " + port);
    }

    int port() {
        return port;
    }

    /** Sends the same mail so many times, the document attached, over so many connections; answers how many. */
    int send(int mails, int connections, byte[] document) throws IOException, InterruptedException {
        Path mail = folder.resolve("mail.eml");
        byte[] end = {'\n'};
        String body = Base64.getMimeEncoder(76, end).encodeToString(document);
        Files.writeString(
                mail,
                "From: a@vesper.example\nTo: b@customers.example\nSubject: Your account statement\n"
                        + "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + body + "\n",
                StandardCharsets.US_ASCII);
        Process process = new ProcessBuilder(
                        source,
                        "-d",
                        "-s",
                        Integer.toString(connections),
                        "-m",
                        Integer.toString(mails),
                        "-F",
                        mail.toString(),
                        "-f",
                        "a@vesper.example",
                        "-t",
                        "b@customers.example",
                        "127.0.0.1:" + port)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("smtp-source failed: " + said);
        }
        return mails;
    }

    private static String find(String program) {
        List<Path> places =
                new ArrayList<>(List.of(Path.of("/usr/sbin", program), Path.of("/usr/local/sbin", program)));
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            places.add(Path.of(folder, program));
        }
        return places.stream()
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        program + " is not installed: it is in Debian's package postfix (apt-get install postfix)"));
    }

    @Override
    public void close() {
        sink.destroy();
    }
}
