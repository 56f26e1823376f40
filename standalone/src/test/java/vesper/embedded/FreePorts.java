package vesper.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Base ports for tests: six in a row that nobody uses, below the range the kernel gives out by itself. */
public final class FreePorts {
    private FreePorts() {}

    public static int base() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(11_000, 31_000);
            if (free(base)) {
                return base;
            }
        }
        throw new IllegalStateException("no six free ports in a row in a hundred attempts");
    }

    private static boolean free(int base) {
        for (int port = base; port < base + 6; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
