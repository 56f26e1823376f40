package vesper.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one bank, all on the loopback interface: six in a row from the base, so that two banks run side by side
 * when their bases lie at least {@value #COUNT} apart.
 *
 * @param base the port of the web server, 1024 to 65530
 */
public record Ports(int base) {
    public static final int DEFAULT_BASE = 8080;
    static final int COUNT = 6;
    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65_536 - COUNT;

    /** @throws IllegalArgumentException if the base is not between 1024 and 65530 */
    public Ports {
        if (base < LOWEST || base > HIGHEST) {
            throw new IllegalArgumentException(
                    "port " + base + " is not possible: give one from " + LOWEST + " to " + HIGHEST);
        }
    }

    /** The first ports from the default upwards that are all free now. */
    public static Ports free() {
        for (int base = DEFAULT_BASE; base < DEFAULT_BASE + 1000; base += 10) {
            Ports ports = new Ports(base);
            if (ports.areFree()) {
                return ports;
            }
        }
        throw new HomeException("no free ports from " + DEFAULT_BASE + " on: choose a base with --port");
    }

    /** Ports drawn at random that are all free now, below the range that the kernel gives out by itself. */
    public static Ports anyFree() {
        for (int attempt = 0; attempt < 100; attempt++) {
            Ports ports = new Ports(ThreadLocalRandom.current().nextInt(11_000, 31_000));
            if (ports.areFree()) {
                return ports;
            }
        }
        throw new HomeException("no free block of ports in a hundred attempts");
    }

    private boolean areFree() {
        try {
            byName().forEach((server, port) -> requireFree(port, server));
            return true;
        } catch (HomeException e) {
            return false;
        }
    }

    public int web() {
        return base;
    }

    public int postgres() {
        return base + 1;
    }

    public int kafka() {
        return base + 2;
    }

    public int kafkaController() {
        return base + 3;
    }

    public int flink() {
        return base + 4;
    }

    public int smtp() {
        return base + 5;
    }

    /** Every port by the name of its server, in the order of the numbers. */
    public Map<String, Integer> byName() {
        Map<String, Integer> names = new LinkedHashMap<>();
        names.put("web", web());
        names.put("postgres", postgres());
        names.put("kafka", kafka());
        names.put("kafkaController", kafkaController());
        names.put("flink", flink());
        names.put("smtp", smtp());
        return names;
    }

    /**
     * Makes sure that nobody listens on a port of the loopback interface.
     *
     * @param server what the port is for, as a person should read it
     * @throws HomeException if the port is taken; the message names it and its use
     */
    public static void requireFree(int port, String server) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        } catch (IOException e) {
            throw new HomeException(
                    "port " + port + " (" + server + ") is used by another program: stop it, or choose another base"
                            + " with --port",
                    e);
        }
    }

    /** Checks the ports of every server that runs inside this process; PostgreSQL checks its own when it starts. */
    public void requireFreeInProcess() {
        requireFree(web(), "web");
        requireFree(kafka(), "Kafka");
        requireFree(kafkaController(), "Kafka controller");
        requireFree(flink(), "Flink");
        requireFree(smtp(), "SMTP");
    }
}
