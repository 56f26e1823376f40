package vesper.reporting.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Checks the signature of a document that {@link DocumentSigner} signed. */
public final class DocumentSignature {

    private static final Pattern RANGE =
            Pattern.compile("/ByteRange *\\[ *0 +([0-9]{1,9}) +([0-9]{1,9}) +([0-9]{1,9}) *]");

    private DocumentSignature() {}

    /** What a check found. */
    public enum Verdict {
        /** Signed with the key of the certificate, over the whole file, and unchanged since. */
        VALID,
        /** There is no signature that covers all of the file. */
        UNSIGNED,
        /** Signed with another key, or changed since. */
        INVALID
    }

    /** Checks the last signature in the file against the certificate. Whatever the bytes are, there is a verdict. */
    public static Verdict check(byte[] file, X509Certificate certificate) {
        Matcher range = RANGE.matcher(new String(file, StandardCharsets.ISO_8859_1));
        int begin = -1;
        int end = -1;
        int rest = -1;
        while (range.find()) {
            begin = Integer.parseInt(range.group(1));
            end = Integer.parseInt(range.group(2));
            rest = Integer.parseInt(range.group(3));
        }
        boolean whole = begin > 0 && end > begin + 2 && end <= file.length && (long) end + rest == file.length;
        if (!whole || file[begin] != '<' || file[end - 1] != '>') {
            return Verdict.UNSIGNED;
        }
        byte[] signed = Arrays.copyOf(file, begin + rest);
        System.arraycopy(file, end, signed, begin, rest);
        try {
            byte[] padded =
                    HexFormat.of().parseHex(new String(file, begin + 1, end - begin - 2, StandardCharsets.US_ASCII));
            return verifies(signed, padded, certificate) ? Verdict.VALID : Verdict.INVALID;
        } catch (IllegalArgumentException | CMSException | OperatorCreationException | UncheckedIOException e) {
            return Verdict.INVALID;
        }
    }

    private static boolean verifies(byte[] signed, byte[] padded, X509Certificate certificate)
            throws CMSException, OperatorCreationException {
        CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(signed), first(padded));
        var signers = cms.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            return false;
        }
        for (SignerInformation signer : signers) {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
        }
        return false;
    }

    /** The object at the beginning, without the zeros that fill the room left for it. */
    private static byte[] first(byte[] padded) {
        try (ASN1InputStream in = new ASN1InputStream(padded)) {
            ASN1Primitive object = in.readObject();
            if (object == null) {
                throw new IllegalArgumentException("no signature");
            }
            byte[] signature = object.getEncoded();
            for (int i = signature.length; i < padded.length; i++) {
                if (padded[i] != 0) {
                    throw new IllegalArgumentException("something is behind the signature");
                }
            }
            return signature;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
