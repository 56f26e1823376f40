package vesper.bank.seal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import vesper.bank.database.CopiedRow;

/**
 * An entry with its postings by leg, in the bytes that are sealed: the row of every column of the entry, then the rows of every
 * column of its postings, see {@link CopiedRow}.
 */
final class SealedEntry {
    /** The columns of an entry; all there are. */
    static final String ENTRY_COLUMNS =
            "seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint, reverses, captures";

    /** The columns of a posting; all there are. */
    static final String POSTING_COLUMNS =
            "entry_seq, leg, account_id, amount_minor, currency, booking_date, value_date, balance_after_minor";

    private final CopiedRow entry;
    private final long place;
    private final List<CopiedRow> postings = new ArrayList<>(2);

    SealedEntry(CopiedRow entry) {
        this.entry = entry;
        this.place = entry.longAt(0);
    }

    /** Adds the posting with the next leg. */
    void add(CopiedRow posting) {
        postings.add(posting);
    }

    long place() {
        return place;
    }

    UUID id() {
        return entry.uuidAt(1);
    }

    int postings() {
        return postings.size();
    }

    int legOf(int posting) {
        return postings.get(posting).shortAt(1);
    }

    long accountOf(int posting) {
        return postings.get(posting).longAt(2);
    }

    /** The leaf of the day's tree that this entry is. */
    Leaf leaf(MessageDigest sha256) {
        MerkleTree.startLeaf(sha256);
        sha256.update(entry.bytes());
        postings.forEach(posting -> sha256.update(posting.bytes()));
        byte[] hash = sha256.digest();
        ByteBuffer checksums = ByteBuffer.allocate((1 + postings.size()) * Integer.BYTES);
        checksums.putInt(checksum(entry));
        postings.forEach(posting -> checksums.putInt(checksum(posting)));
        return new Leaf(place, hash, checksums.array());
    }

    private static int checksum(CopiedRow row) {
        CRC32C crc = new CRC32C();
        crc.update(row.bytes());
        return (int) crc.getValue();
    }
}
