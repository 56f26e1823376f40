package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The last different hashes of something, the most recent first; the one seen least recently makes room. Immutable. */
record HashList(int[] hashes) {
    static final HashList NONE = new HashList(new int[0]);

    boolean contains(int hash) {
        return indexOf(hash) >= 0;
    }

    int indexOf(int hash) {
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    /** 1 if some are known and this is none of them; 0 too where the hash is 0, which stands for what is not known. */
    int lacks(int hash) {
        return hash != 0 && hashes.length > 0 && !contains(hash) ? 1 : 0;
    }

    int size() {
        return hashes.length;
    }

    /** The list with this hash at its front. */
    HashList plus(int hash, int capacity) {
        int known = indexOf(hash);
        if (known == 0) {
            return this;
        }
        int place = known >= 0 ? known : Math.min(hashes.length, capacity - 1);
        int[] moved = Arrays.copyOf(hashes, Math.max(place + 1, hashes.length));
        System.arraycopy(hashes, 0, moved, 1, place);
        moved[0] = hash;
        return new HashList(moved);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(hashes.length);
        for (int hash : hashes) {
            out.writeInt(hash);
        }
    }

    static HashList readFrom(DataInput in) throws IOException {
        int[] read = new int[in.readUnsignedByte()];
        for (int i = 0; i < read.length; i++) {
            read[i] = in.readInt();
        }
        return new HashList(read);
    }
}
