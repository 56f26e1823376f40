package vesper.bank;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that a test starts. */
public final class TestPorts {
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private TestPorts() {}

    /**
     * A port of the loopback interface that is free now, drawn at random below the range from which the kernel gives connections
     * theirs: one of that range may be taken again before the server is there. None is given twice.
     */
    public static int free() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(11_000, 31_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(port)) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                // Taken: draw again.
            }
        }
        throw new IllegalStateException("no free port in a hundred attempts");
    }
}
