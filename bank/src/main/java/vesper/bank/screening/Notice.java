package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import vesper.bank.event.CustomerNoted;
import vesper.bank.event.NoticeKind;

/**
 * What screening learns of a customer: that the sign-in or an address is new, or a journey.
 *
 * @param fromMs when it was changed, or begins; milliseconds since 1970
 * @param untilMs end of a journey, exclusive
 * @param countryHash where a journey goes; as in {@link Place}
 */
public record Notice(NoticeKind kind, long fromMs, long untilMs, int countryHash) implements Evidence {
    /** Before its encoding. */
    static final int KIND = 3;

    public static Notice of(CustomerNoted event) {
        Instant until = event.getUntil();
        String country = event.getCountry();
        return new Notice(
                event.getKind(),
                event.getAt().toEpochMilli(),
                until == null ? Long.MIN_VALUE : until.toEpochMilli(),
                country == null ? 0 : country.hashCode());
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(KIND);
        out.writeUTF(kind.name());
        out.writeLong(fromMs);
        out.writeLong(untilMs);
        out.writeInt(countryHash);
    }

    /** Reads what {@link #writeTo} wrote after the kind. */
    static Notice readFrom(DataInput in) throws IOException {
        return new Notice(NoticeKind.valueOf(in.readUTF()), in.readLong(), in.readLong(), in.readInt());
    }
}
