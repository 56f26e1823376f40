package vesper.bank.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A leaf of a day's tree, as it is stored beside the certificate.
 *
 * @param place of the entry in the journal
 * @param hash what the tree is made of
 * @param checksums 4 bytes (CRC-32C) for the entry's own row and for each of its postings: they tell which row was touched, and
 *     prove nothing
 */
record Leaf(long place, byte[] hash, byte[] checksums) {
    /** How many leaves are stored together. */
    static final int BLOCK = 1_024;

    private static final int HASH_BYTES = 32;

    int postings() {
        return checksums.length / Integer.BYTES - 1;
    }

    boolean sameAs(Leaf other) {
        return place == other.place && Arrays.equals(hash, other.hash) && Arrays.equals(checksums, other.checksums);
    }

    /** Whether the checksum of a row is the same: number 0 is the entry's own, the others are of its postings. */
    boolean sameRow(Leaf other, int row) {
        int from = row * Integer.BYTES;
        return Arrays.equals(checksums, from, from + Integer.BYTES, other.checksums, from, from + Integer.BYTES);
    }

    /** Place (8 bytes), hash (32), number of postings (2), checksums (4 each), leaf after leaf. */
    static byte[] encode(List<Leaf> leaves) {
        ByteArrayOutputStream block = new ByteArrayOutputStream(leaves.size() * 56);
        for (Leaf leaf : leaves) {
            ByteBuffer head = ByteBuffer.allocate(Long.BYTES + HASH_BYTES + Short.BYTES);
            head.putLong(leaf.place()).put(leaf.hash()).putShort((short) leaf.postings());
            block.writeBytes(head.array());
            block.writeBytes(leaf.checksums());
        }
        return block.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws java.nio.BufferUnderflowException if it was cut off
     */
    static List<Leaf> decode(byte[] block) {
        List<Leaf> leaves = new ArrayList<>(BLOCK);
        ByteBuffer bytes = ByteBuffer.wrap(block);
        while (bytes.hasRemaining()) {
            long place = bytes.getLong();
            byte[] hash = new byte[HASH_BYTES];
            bytes.get(hash);
            byte[] checksums = new byte[(1 + Short.toUnsignedInt(bytes.getShort())) * Integer.BYTES];
            bytes.get(checksums);
            leaves.add(new Leaf(place, hash, checksums));
        }
        return leaves;
    }
}
