package vesper.reporting.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An SMTP server that answers as a test tells it to, by recipient, and remembers the Message-IDs of what it took. It takes commands
 * together, and wants the data of a mail whose recipient it has refused.
 */
final class ScriptedSmtpServer implements AutoCloseable {

    /** What the server does to a recipient instead of taking the mail. */
    enum Fate {
        REFUSE_FOR_GOOD,
        REFUSE_FOR_NOW,
        DIE_IN_DATA,
        TAKE_AND_DIE
    }

    private static final String ID = "Message-ID: ";
    private static final String FILE = "Content-Disposition: attachment; filename=\"";

    final Map<String, Fate> fates = new ConcurrentHashMap<>();
    final List<String> taken = new CopyOnWriteArrayList<>();
    /** Of what it took, by Message-ID: whom it is for, and the name of its attachment. */
    final Map<String, String> deliveries = new ConcurrentHashMap<>();

    final AtomicInteger connections = new AtomicInteger();

    private final ServerSocket server;

    ScriptedSmtpServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "scripted-smtp-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            say(socket, "220 test");
            Fate fate = null;
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        fate = fates.get(recipient);
                        say(
                                socket,
                                fate == Fate.REFUSE_FOR_GOOD
                                        ? "550 no such mailbox"
                                        : fate == Fate.REFUSE_FOR_NOW ? "451 busy" : "250 ok");
                    }
                    case "EHLO" -> say(socket, "250-test\r\n250 PIPELINING");
                    case "DATA" -> {
                        say(socket, "354 go");
                        if (!data(in, recipient, fate)) {
                            return;
                        }
                        say(socket, "250 taken");
                    }
                    case "QUIT" -> {
                        say(socket, "221 bye");
                        return;
                    }
                    default -> say(socket, "250 ok");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean data(BufferedReader in, String recipient, Fate fate) throws IOException {
        String messageId = "";
        String file = "";
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (fate == Fate.DIE_IN_DATA) {
                return false;
            }
            if (line.startsWith(ID)) {
                messageId = line.substring(ID.length());
            } else if (line.startsWith(FILE)) {
                file = line.substring(FILE.length(), line.length() - 1);
            }
        }
        if (!messageId.isEmpty()) {
            taken.add(messageId);
            deliveries.put(messageId, recipient + ' ' + file);
        }
        return fate != Fate.TAKE_AND_DIE;
    }

    private static void say(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
