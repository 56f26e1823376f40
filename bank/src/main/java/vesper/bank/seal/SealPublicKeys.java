package vesper.bank.seal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.key.Pem;

/** The public keys whose signatures are trusted: more than one after the bank changed its key. */
public final class SealPublicKeys {
    private final Map<String, SealPublicKey> byId = new LinkedHashMap<>();

    public SealPublicKeys(Collection<SealPublicKey> keys) {
        keys.forEach(key -> byId.put(key.id(), key));
    }

    /**
     * Reads all public keys of a PEM text.
     *
     * @throws IllegalArgumentException if there is none, or one that is not of Ed25519
     */
    public static SealPublicKeys parse(String pem) {
        SealPublicKeys keys = new SealPublicKeys(
                Pem.all(pem, Pem.PUBLIC_KEY).stream().map(SealPublicKey::of).toList());
        if (keys.byId.isEmpty()) {
            throw new IllegalArgumentException("there is no public key in it");
        }
        return keys;
    }

    /** Null if no trusted key has the id. */
    @Nullable
    SealPublicKey byId(String id) {
        return byId.get(id);
    }

    SealPublicKey only() {
        if (byId.size() != 1) {
            throw new IllegalArgumentException("there are " + byId.size() + " public keys, not one");
        }
        return byId.values().iterator().next();
    }
}
