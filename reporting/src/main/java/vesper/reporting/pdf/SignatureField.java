package vesper.reporting.pdf;

import java.time.LocalDate;
import java.util.function.UnaryOperator;

/**
 * A field that nobody sees with the signature over all of the file but itself (ISO 32000-1, 12.8; ETSI EN 319 142-1, 5.3). The
 * file is written with room for the signature, which is put there once the rest is known.
 */
final class SignatureField {

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
        file.object(number + 1, head + RANGE_ROOM + middle + '<' + "0".repeat(2 * SignatureRoom.BYTES) + ">>>");
    }

    /** Puts the signature, made by the signer, into a finished file. */
    void sign(byte[] file, UnaryOperator<byte[]> signer) {
        new SignatureRoom(rangeAt, RANGE_ROOM.length(), contentsAt).sign(file, signer);
    }
}
