package vesper.bank.signin;

import java.net.URI;
import java.util.Set;

/**
 * For whom passkeys are made.
 *
 * @param id domain name, such as {@code bank.example}; the same for ever, since passkeys work nowhere else
 * @param name how browsers call it
 * @param origins the addresses of the pages as browsers see them, such as {@code https://login.bank.example}: at the domain or below it
 */
public record RelyingParty(String id, String name, Set<String> origins) {
    /** @throws IllegalArgumentException if there is no origin, or one is elsewhere */
    public RelyingParty {
        origins = Set.copyOf(origins);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("passkeys need origins, addresses at the relying party " + id);
        }
        for (String origin : origins) {
            String host = URI.create(origin).getHost();
            if (host == null || !(host.equals(id) || host.endsWith("." + id))) {
                throw new IllegalArgumentException(
                        "of the origins of passkeys " + origin + " is not at the relying party " + id);
            }
        }
    }
}
