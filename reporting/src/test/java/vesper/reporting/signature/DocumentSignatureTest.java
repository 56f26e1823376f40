package vesper.reporting.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import vesper.reporting.mail.DocumentLock;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.signature.DocumentSignature.Verdict;
import vesper.reporting.statement.Statement;
import vesper.reporting.statement.StatementPdf;
import vesper.reporting.statement.StatementSamples;
import vesper.reporting.statement.Verapdf;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentSignatureTest {
    private static final char[] PASSWORD = "demonstration".toCharArray();

    @TempDir
    private static Path folder;

    private final PdfTemplate template = new PdfTemplate();
    private final Statement statement = StatementSamples.january(60);
    private DocumentKey key;
    private StatementPdf pdf;

    @BeforeAll
    void makeKey() {
        key = DocumentKey.loadOrMake(folder.resolve("secrets").resolve("document-key.p12"), PASSWORD);
        pdf = new StatementPdf(template, new DocumentSigner(key)::sign);
    }

    @Test
    void aSignedDocumentIsValidUntilAByteOfItIsChanged() {
        byte[] file = pdf.render(statement).content();
        assertThat(DocumentSignature.check(file, key.certificate())).isEqualTo(Verdict.VALID);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("/Contents<") + "/Contents<".length();
        int to = text.indexOf(">>>", from);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int at = random.nextInt(file.length);
            if (at < from || at >= to) {
                assertThat(DocumentSignature.check(changed(file, at, 1 << random.nextInt(8)), key.certificate()))
                        .as("byte " + at)
                        .isNotEqualTo(Verdict.VALID);
            }
        }
        assertThat(DocumentSignature.check(changed(file, to - 1, 1), key.certificate()))
                .as("behind the signature")
                .isEqualTo(Verdict.INVALID);
        assertThat(DocumentSignature.check(Arrays.copyOf(file, file.length + 1), key.certificate()))
                .as("something appended")
                .isEqualTo(Verdict.UNSIGNED);
    }

    private static byte[] changed(byte[] file, int at, int bits) {
        byte[] changed = file.clone();
        changed[at] ^= (byte) bits;
        return changed;
    }

    @Test
    void anotherKeyIsNotOurs() {
        DocumentKey other = DocumentKey.loadOrMake(folder.resolve("other.p12"), PASSWORD);
        byte[] file = new StatementPdf(template, new DocumentSigner(other)::sign)
                .render(statement)
                .content();
        assertThat(DocumentSignature.check(file, other.certificate())).isEqualTo(Verdict.VALID);
        assertThat(DocumentSignature.check(file, key.certificate())).isEqualTo(Verdict.INVALID);
        byte[] unsigned = new StatementPdf(template, null).render(statement).content();
        assertThat(DocumentSignature.check(unsigned, key.certificate())).isEqualTo(Verdict.UNSIGNED);
        assertThat(DocumentSignature.check(new byte[0], key.certificate())).isEqualTo(Verdict.UNSIGNED);
    }

    @Test
    void anotherReaderFindsABaselineSignatureOverTheWholeFile() throws Exception {
        byte[] file = pdf.render(statement).content();
        try (PDDocument document = Loader.loadPDF(file)) {
            PDSignature signature = document.getSignatureDictionaries().get(0);
            assertThat(signature.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
            int[] range = signature.getByteRange();
            assertThat(range[0]).isZero();
            assertThat(range[2] + range[3]).isEqualTo(file.length);
            CMSSignedData cms = new CMSSignedData(
                    new CMSProcessableByteArray(signature.getSignedContent(file)), signature.getContents(file));
            SignerInformation signer =
                    cms.getSignerInfos().getSigners().iterator().next();
            assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(key.certificate())))
                    .isTrue();
            AttributeTable attributes = signer.getSignedAttributes();
            assertThat(attributes.get(CMSAttributes.signingTime)).isNull();
            byte[] named = SigningCertificateV2.getInstance(
                            attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2)
                                    .getAttributeValues()[0])
                    .getCerts()[0]
                    .getCertHash();
            assertThat(HexFormat.of().formatHex(named))
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(key.certificate().getEncoded())));
        }
    }

    @Test
    void aSignedDocumentIsAsArchivableAndAccessibleAsAnUnsignedOne() throws Exception {
        assertThat(Verapdf.violations(pdf.render(statement).content(), PDFAFlavour.PDFA_2_B))
                .isEmpty();
        byte[] tagged = pdf.render(statement, true).content();
        assertThat(Verapdf.violations(tagged, PDFAFlavour.PDFA_2_B)).isEmpty();
        assertThat(Verapdf.violations(tagged, PDFAFlavour.PDFUA_1)).isEmpty();
        assertThat(DocumentSignature.check(tagged, key.certificate())).isEqualTo(Verdict.VALID);
    }

    @Test
    void aCopyThatAPasswordOpensIsSignedAgain() throws Exception {
        byte[] file = pdf.render(statement).content();
        DocumentLock lock = DocumentLock.of("correct horse");
        byte[] locked = lock.copyOf(file, new DocumentSigner(key)::sign);
        assertThat(DocumentSignature.check(locked, key.certificate())).isEqualTo(Verdict.VALID);
        assertThat(DocumentSignature.check(changed(locked, locked.length / 2, 1), key.certificate()))
                .isNotEqualTo(Verdict.VALID);
        assertThatThrownBy(() -> Loader.loadPDF(locked)).isInstanceOf(InvalidPasswordException.class);
        try (PDDocument opened = Loader.loadPDF(locked, "correct horse");
                PDDocument original = Loader.loadPDF(file)) {
            PDSignature signature = opened.getSignatureDictionaries().get(0);
            CMSSignedData cms = new CMSSignedData(
                    new CMSProcessableByteArray(signature.getSignedContent(locked)), signature.getContents(locked));
            assertThat(cms.getSignerInfos()
                            .getSigners()
                            .iterator()
                            .next()
                            .verify(new JcaSimpleSignerInfoVerifierBuilder().build(key.certificate())))
                    .isTrue();
            assertThat(new PDFTextStripper().getText(opened)).isEqualTo(new PDFTextStripper().getText(original));
        }
        byte[] unsigned = lock.copyOf(file, null);
        assertThat(DocumentSignature.check(unsigned, key.certificate())).isEqualTo(Verdict.UNSIGNED);
    }

    @Test
    void theSameStatementGetsTheSameSignature() {
        assertThat(pdf.render(statement).content())
                .isEqualTo(pdf.render(statement).content());
    }

    @Test
    void aKeystoreIsMadeOnceAndSaysThatItIsForDemonstrations() throws Exception {
        Path file = folder.resolve("once").resolve("key.p12");
        DocumentKey made = DocumentKey.loadOrMake(file, PASSWORD);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(DocumentKey.loadOrMake(file, PASSWORD).certificate()).isEqualTo(made.certificate());
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(made.certificate().getSubjectX500Principal().getName()).contains("demonstration key");
        assertThatThrownBy(() -> DocumentKey.loadOrMake(file, "wrong".toCharArray()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("password");
        Path none = folder.resolve("none.p12");
        assertThatThrownBy(() -> DocumentKey.load(none, PASSWORD)).isInstanceOf(UncheckedIOException.class);
        assertThat(none).doesNotExist();
    }
}
