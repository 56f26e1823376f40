package vesper.bank.seal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The root over leaves that come one after the other, as in RFC 9162 (2.1.1): a tree of n leaves has as its left part the
 * largest power of two below n. Only the roots of complete parts are kept, at most one of each size.
 */
final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = Sha256.digest();
    private final List<byte[]> complete = new ArrayList<>();
    private long leaves;

    /** Starts the hash of a leaf: what belongs to the leaf is to be added to it. */
    static void startLeaf(MessageDigest sha256) {
        sha256.update(LEAF);
    }

    /** Adds a leaf by its hash. */
    void add(byte[] leafHash) {
        byte[] part = leafHash;
        // As many parts are completed as the number of leaves so far ends in ones, in binary.
        for (long rest = leaves; (rest & 1) == 1; rest >>= 1) {
            part = node(complete.remove(complete.size() - 1), part);
        }
        complete.add(part);
        leaves++;
    }

    /** The root over the leaves so far; of none, the hash of nothing. */
    byte[] root() {
        if (complete.isEmpty()) {
            return sha256.digest();
        }
        byte[] root = complete.get(complete.size() - 1);
        for (int n = complete.size() - 2; n >= 0; n--) {
            root = node(complete.get(n), root);
        }
        return root;
    }

    private byte[] node(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }
}
