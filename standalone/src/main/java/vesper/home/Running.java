package vesper.home;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The process that owns a home, as {@code run.json} tells it.
 *
 * @param pid its process id
 * @param processStartedAt when the operating system started that process, or the epoch where the system does not say;
 *     tells a pid that was given to another program since
 * @param startedAt when the bank was started
 * @param ports where it listens
 */
public record Running(long pid, Instant processStartedAt, Instant startedAt, Ports ports) {
    /** Clocks of the kernel and the boot time round differently between two readings. */
    private static final long START_TOLERANCE_SECONDS = 2;

    /** The shape of {@code run.json}: every port by its name, for people and scripts. */
    record Note(long pid, Instant processStartedAt, Instant startedAt, Map<String, Integer> ports) {}

    static Running of(Note note) {
        Integer base = note.ports().get("web");
        if (base == null) {
            throw new HomeException("run.json names no web port");
        }
        return new Running(note.pid(), note.processStartedAt(), note.startedAt(), new Ports(base));
    }

    Note note() {
        return new Note(pid, processStartedAt, startedAt, ports.byName());
    }

    static Running self(Instant startedAt, Ports ports) {
        ProcessHandle self = ProcessHandle.current();
        return new Running(self.pid(), startOf(self).orElse(Instant.EPOCH), startedAt, ports);
    }

    /** Whether the process that wrote this is still there; false for a note left behind by a kill. */
    public boolean isAlive() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Optional<Instant> start = startOf(process.get());
        if (start.isEmpty() || processStartedAt.equals(Instant.EPOCH)) {
            return true;
        }
        return Math.abs(ChronoUnit.SECONDS.between(processStartedAt, start.get())) <= START_TOLERANCE_SECONDS;
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }
}
