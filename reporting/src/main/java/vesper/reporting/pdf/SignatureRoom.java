package vesper.reporting.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * Where in a file that is otherwise finished the signature over all of it but itself goes.
 *
 * @param rangeAt where what is between the brackets of {@code /ByteRange[...]} begins
 * @param rangeLength how many characters there are for it
 * @param contentsAt where {@code <} is, behind which there are two zeros for each of {@link #BYTES}, and {@code >}
 */
public record SignatureRoom(int rangeAt, int rangeLength, int contentsAt) {

    /** Room for a signature with its certificate, in bytes. */
    public static final int BYTES = 3072;

    /**
     * Puts the signature into a file.
     *
     * @param signer makes a CMS signature of bytes
     * @throws IllegalStateException if the signature needs more than its room
     */
    public void sign(byte[] file, UnaryOperator<byte[]> signer) {
        int after = contentsAt + 2 * BYTES + 2;
        byte[] range =
                ("0 " + contentsAt + ' ' + after + ' ' + (file.length - after)).getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(file, rangeAt, rangeAt + rangeLength, (byte) ' ');
        System.arraycopy(range, 0, file, rangeAt, range.length);
        byte[] signed = Arrays.copyOf(file, contentsAt + file.length - after);
        System.arraycopy(file, after, signed, contentsAt, file.length - after);
        byte[] signature = HexFormat.of().formatHex(signer.apply(signed)).getBytes(StandardCharsets.US_ASCII);
        if (signature.length > 2 * BYTES) {
            throw new IllegalStateException("the signature has " + signature.length / 2 + " bytes, more than " + BYTES);
        }
        System.arraycopy(signature, 0, file, contentsAt + 1, signature.length);
    }
}
