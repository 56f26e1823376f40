package vesper.bank.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row as {@code COPY ... (format binary)} gives it: the number of fields (2 bytes), then each field's length (4 bytes, -1
 * for null) and its value in PostgreSQL's binary form; all numbers big-endian. So equal bytes mean equal values in every field,
 * and no other row has the same bytes.
 */
public final class CopiedRow {
    private static final int NULL = -1;

    private final byte[] bytes;

    CopiedRow(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The whole row; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** A field of type bigint; the first field is number zero. */
    public long longAt(int field) {
        return at(field).getLong();
    }

    /** A field of type integer. */
    public int intAt(int field) {
        return at(field).getInt();
    }

    /** A field of type smallint. */
    public int shortAt(int field) {
        return at(field).getShort();
    }

    /** A field of type uuid. */
    public UUID uuidAt(int field) {
        ByteBuffer value = at(field);
        return new UUID(value.getLong(), value.getLong());
    }

    /** A field of type text; null if it is null. */
    public @Nullable String textAt(int field) {
        ByteBuffer value = position(field);
        int length = value.getInt();
        return length == NULL ? null : new String(bytes, value.position(), length, StandardCharsets.UTF_8);
    }

    private ByteBuffer at(int field) {
        ByteBuffer value = position(field);
        if (value.getInt() == NULL) {
            throw new IllegalStateException("field " + field + " is null");
        }
        return value;
    }

    /** Where the length of the field is. */
    private ByteBuffer position(int field) {
        ByteBuffer row = ByteBuffer.wrap(bytes);
        int fields = row.getShort();
        if (field >= fields) {
            throw new IndexOutOfBoundsException("field " + field + " of " + fields);
        }
        for (int n = 0; n < field; n++) {
            int length = row.getInt();
            row.position(row.position() + Math.max(length, 0));
        }
        return row;
    }
}
