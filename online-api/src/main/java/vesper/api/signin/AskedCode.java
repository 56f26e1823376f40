package vesper.api.signin;

import java.io.Serializable;
import java.util.UUID;

/**
 * A code that was sent, as the browser's session on the server remembers it.
 *
 * @param id under which it can be taken
 * @param to where it went, as it is shown
 */
record AskedCode(UUID id, String to) implements Serializable {}
