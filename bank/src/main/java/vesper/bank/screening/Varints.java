package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers from zero up in seven bits a byte, the low ones first: 1 byte up to 127, at most 9. */
final class Varints {
    private static final int MORE = 0x80;

    private Varints() {}

    static void write(DataOutput out, long value) throws IOException {
        long left = value;
        while ((left & -MORE) != 0) {
            out.writeByte((int) ((left & (MORE - 1)) | MORE));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & (MORE - 1)) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }
}
