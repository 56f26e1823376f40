package vesper.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses that a process listens on, as the Linux kernel tells them: hexadecimal, {@code ADDRESS:PORT}. */
final class ListeningSockets {
    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    static Set<String> of(long pid) throws IOException {
        Set<String> own = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                own.add(target(descriptor));
            }
        }
        Set<String> addresses = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> rows = Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table));
            for (String row : rows.subList(1, rows.size())) {
                String[] cells = row.strip().split("\\s+");
                if (cells[3].equals(LISTEN) && own.contains("socket:[" + cells[9] + "]")) {
                    addresses.add(cells[1]);
                }
            }
        }
        return addresses;
    }

    /** Whether an address is of the loopback interface, in IPv4, in IPv6, or the one within the other. */
    static boolean isLoopback(String address) {
        return address.startsWith("0100007F:")
                || address.startsWith("0000000000000000FFFF00000100007F:")
                || address.startsWith("00000000000000000000000001000000:");
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed since it was listed
        }
    }
}
