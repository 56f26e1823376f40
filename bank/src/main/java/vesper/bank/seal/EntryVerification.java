package vesper.bank.seal;

import java.nio.BufferUnderflowException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of one sealed day afresh and holds them against the certificate's root; the stored leaves are used only to
 * say where the first difference is. A block of leaves is in memory at a time.
 */
final class EntryVerification {
    private final SealTable table;
    private final Certificate certificate;
    private final MessageDigest sha256 = Sha256.digest();
    private final MerkleTree tree = new MerkleTree();
    private final List<SealedEntry> entries = new ArrayList<>(Leaf.BLOCK);
    private final List<Leaf> leaves = new ArrayList<>(Leaf.BLOCK);
    private int block;
    private long count;
    private long postings;
    private @Nullable Touched touched;

    /** @param entry what is wrong if the entries are not those that were sealed, and {@code leaf} if they are */
    private record Touched(String entry, String leaf) {}

    private EntryVerification(SealTable table, Certificate certificate) {
        this.table = table;
        this.certificate = certificate;
    }

    /** The first entry that is not as it was sealed, or what else does not hold of the leaves; empty if all does. */
    static List<String> check(SealTable table, EntriesByPlace journal, Certificate certificate) {
        EntryVerification verification = new EntryVerification(table, certificate);
        journal.forEach(certificate.stretch(), verification::add);
        return verification.end();
    }

    private void add(SealedEntry entry) {
        Leaf leaf = entry.leaf(sha256);
        tree.add(leaf.hash());
        count++;
        postings += leaf.postings();
        if (touched == null) {
            entries.add(entry);
            leaves.add(leaf);
            if (leaves.size() == Leaf.BLOCK) {
                compareBlock();
            }
        }
    }

    private List<String> end() {
        if (touched == null && !leaves.isEmpty()) {
            compareBlock();
        }
        if (touched == null && table.block(certificate.businessDate(), block).isPresent()) {
            compareBlock();
        }
        Certificate.Entries sealed = certificate.entries();
        String root = HexFormat.of().formatHex(tree.root());
        boolean asSealed = sealed.equals(new Certificate.Entries(count, postings, root));
        if (touched != null) {
            return List.of(asSealed ? touched.leaf() : touched.entry());
        }
        if (table.blocks(certificate.businessDate()) != block) {
            return List.of("seal_leaf has blocks that are not of " + certificate.businessDate());
        }
        return asSealed
                ? List.of()
                : List.of("the entries of " + certificate.businessDate() + " and their leaves: " + count + " entries, "
                        + postings + " postings, root " + root + ", sealed with " + sealed.count() + ", "
                        + sealed.postings() + ", " + sealed.merkleRoot());
    }

    /** Compares the leaves collected so far with the next stored block. */
    private void compareBlock() {
        byte[] stored = table.block(certificate.businessDate(), block).orElse(new byte[0]);
        if (!Arrays.equals(stored, Leaf.encode(leaves))) {
            touched =
                    new Touched(firstDifference(stored), "seal_leaf " + certificate.businessDate() + " block " + block);
        }
        block++;
        entries.clear();
        leaves.clear();
    }

    private String firstDifference(byte[] stored) {
        List<Leaf> sealed;
        try {
            sealed = Leaf.decode(stored);
        } catch (BufferUnderflowException e) {
            sealed = List.of();
        }
        for (int n = 0; n < Math.max(leaves.size(), sealed.size()); n++) {
            if (n == leaves.size()
                    || (n < sealed.size()
                            && sealed.get(n).place() < leaves.get(n).place())) {
                return "the entry at place " + sealed.get(n).place() + " is missing";
            }
            SealedEntry entry = entries.get(n);
            if (n == sealed.size() || leaves.get(n).place() < sealed.get(n).place()) {
                return name(entry) + " was not there when the day was sealed";
            }
            if (!leaves.get(n).sameAs(sealed.get(n))) {
                return name(entry) + touchedRow(entry, leaves.get(n), sealed.get(n));
            }
        }
        return "the leaves of block " + block;
    }

    private static String name(SealedEntry entry) {
        return "entry " + entry.id() + " at place " + entry.place();
    }

    private static String touchedRow(SealedEntry entry, Leaf now, Leaf sealed) {
        if (now.postings() != sealed.postings()) {
            return ": it has " + now.postings() + " postings, and was sealed with " + sealed.postings();
        }
        if (!now.sameRow(sealed, 0)) {
            return " was changed";
        }
        for (int posting = 0; posting < now.postings(); posting++) {
            if (!now.sameRow(sealed, posting + 1)) {
                return ": its posting " + entry.legOf(posting) + " on account " + entry.accountOf(posting)
                        + " was changed";
            }
        }
        return " was changed";
    }
}
