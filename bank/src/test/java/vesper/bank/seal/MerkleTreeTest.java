package vesper.bank.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    @Test
    void theRootIsThatOfTheRecursiveDefinition() {
        List<byte[]> leaves = new ArrayList<>();
        MerkleTree tree = new MerkleTree();
        for (int n = 0; n <= 130; n++) {
            assertThat(tree.root()).as("%d leaves", n).isEqualTo(byDefinition(leaves));
            byte[] leaf = leafHash("leaf " + n);
            leaves.add(leaf);
            tree.add(leaf);
        }
    }

    @Test
    void emptyTreeAndEmptyLeafHaveTheHashesThatCertificateTransparencyPublishes() {
        assertThat(HexFormat.of().formatHex(new MerkleTree().root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        MerkleTree tree = new MerkleTree();
        tree.add(leafHash(""));
        assertThat(HexFormat.of().formatHex(tree.root()))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    private static byte[] leafHash(String content) {
        MessageDigest sha256 = Sha256.digest();
        MerkleTree.startLeaf(sha256);
        return sha256.digest(content.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 9162, 2.1.1. */
    private static byte[] byDefinition(List<byte[]> leaves) {
        MessageDigest sha256 = Sha256.digest();
        if (leaves.isEmpty()) {
            return sha256.digest();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        sha256.update((byte) 1);
        sha256.update(byDefinition(leaves.subList(0, left)));
        return sha256.digest(byDefinition(leaves.subList(left, leaves.size())));
    }
}
