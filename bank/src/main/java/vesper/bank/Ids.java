package vesper.bank;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import com.fasterxml.uuid.impl.UUIDUtil;
import java.util.UUID;

/** Ids of payments, entries and cards. */
public final class Ids {
    private static final UUID NAMESPACE = UUID.fromString("6f0e8a4c-6a0d-5b0e-9a53-3d2f4c9b7e10");
    private static final NameBasedGenerator NAMED = Generators.nameBasedGenerator(NAMESPACE);
    private static final TimeBasedEpochRandomGenerator TIMED = Generators.timeBasedEpochRandomGenerator();

    private Ids() {}

    /** A new UUIDv7: grows with time, unique. */
    public static UUID next() {
        return TIMED.generate();
    }

    /** The UUIDv5 of the parts: the same parts give the same id, so that a repeated command names the same thing. */
    public static UUID of(String... parts) {
        return NAMED.generate(String.join("\u001f", parts));
    }

    /** The 16 bytes of an id. */
    public static byte[] bytes(UUID id) {
        return UUIDUtil.asByteArray(id);
    }

    /** The id that these 16 bytes are. */
    public static UUID of(byte[] bytes) {
        return UUIDUtil.uuid(bytes);
    }
}
