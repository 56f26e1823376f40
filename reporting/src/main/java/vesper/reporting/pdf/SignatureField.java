package vesper.reporting.pdf;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * A field that nobody sees with the signature over all of the file but itself (ISO 32000-1, 12.8; ETSI EN 319 142-1, 5.3). The
 * file is written with room for the signature, which is put there once the rest is known.
 */
final class SignatureField {

    /** Room for a signature with its certificate, in bytes. */
    private static final int ROOM = 3072;

    private static final String RANGE_ROOM = " ".repeat(36);

    private final int number;
    private int rangeAt;
    private int contentsAt;

    private SignatureField(int number) {
        this.number = number;
    }

    static SignatureField reserve(ObjectFile file) {
        return new SignatureField(file.reserve(2));
    }

    /** What the catalog says of it. */
    String form() {
        return "/AcroForm<</Fields[" + number + " 0 R]/SigFlags 3>>";
    }

    /** What the page says that has it. */
    String annotation() {
        return "/Annots[" + number + " 0 R]/Tabs/S";
    }

    /** Writes the field and the signature's dictionary with empty room. */
    void write(ObjectFile file, int page, LocalDate signedOn) {
        file.object(
                number,
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/TU(Signature of the bank)/V " + (number + 1)
                        + " 0 R/F 132/Rect[-1 -1 -1 -1]/P " + page + " 0 R>>");
        String head = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:"
                + signedOn.toString().replace("-", "") + "000000Z)/ByteRange[";
        String middle = "]/Contents";
        int body = file.size() + (number + 1 + " 0 obj\n").length();
        rangeAt = body + head.length();
        contentsAt = rangeAt + RANGE_ROOM.length() + middle.length();
        file.object(number + 1, head + RANGE_ROOM + middle + '<' + "0".repeat(2 * ROOM) + ">>>");
    }

    /**
     * Puts the signature into a finished file.
     *
     * @param signer makes a CMS signature of bytes
     * @throws IllegalStateException if the signature needs more than its room
     */
    void sign(byte[] file, UnaryOperator<byte[]> signer) {
        int after = contentsAt + 2 * ROOM + 2;
        byte[] range =
                ("0 " + contentsAt + ' ' + after + ' ' + (file.length - after)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(range, 0, file, rangeAt, range.length);
        byte[] signed = Arrays.copyOf(file, contentsAt + file.length - after);
        System.arraycopy(file, after, signed, contentsAt, file.length - after);
        byte[] signature = HexFormat.of().formatHex(signer.apply(signed)).getBytes(StandardCharsets.US_ASCII);
        if (signature.length > 2 * ROOM) {
            throw new IllegalStateException("the signature has " + signature.length / 2 + " bytes, more than " + ROOM);
        }
        System.arraycopy(signature, 0, file, contentsAt + 1, signature.length);
    }
}
