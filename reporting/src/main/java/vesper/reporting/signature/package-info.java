/**
 * Signatures of documents: PAdES baseline B-B (ETSI EN 319 142-1), made with a key from a keystore and checked against its
 * certificate.
 */
@NullMarked
package vesper.reporting.signature;

import org.jspecify.annotations.NullMarked;
