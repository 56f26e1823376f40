package vesper.reporting.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.util.List;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/**
 * Signs documents: a detached CMS signature whose attributes name the certificate and, as PAdES asks, no time; that is in the
 * document. The same bytes get the same signature, since EC keys sign by RFC 6979. Safe for any number of threads.
 */
public final class DocumentSigner {

    private static final Provider PROVIDER = new BouncyCastleProvider();

    private final DocumentKey key;
    private final String algorithm;
    private final AlgorithmIdentifier identifier;
    private final AttributeTable namedCertificate;
    private final JcaX509CertificateHolder certificate;

    public DocumentSigner(DocumentKey key) {
        this.key = key;
        boolean rsa = key.privateKey().getAlgorithm().equals("RSA");
        this.algorithm = rsa ? "SHA256withRSA" : "SHA256withECDDSA";
        this.identifier = new DefaultSignatureAlgorithmIdentifierFinder().find(rsa ? algorithm : "SHA256withECDSA");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(key.certificate().getEncoded());
            this.namedCertificate = new AttributeTable(new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
            this.certificate = new JcaX509CertificateHolder(key.certificate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate of the document key cannot be used", e);
        }
    }

    /** The signature of the content, a CMS SignedData in DER. */
    public byte[] sign(byte[] content) {
        try {
            CMSAttributeTableGenerator attributes =
                    parameters -> new DefaultSignedAttributeTableGenerator(namedCertificate)
                            .getAttributes(parameters)
                            .remove(CMSAttributes.signingTime);
            SignerInfoGenerator signer = new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
                    .setSignedAttributeGenerator(attributes)
                    .build(new KeySigner(), certificate);
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer);
            generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded("DER");
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot sign with the document key", e);
        }
    }

    /** Signs with the document key what is written to it. */
    private final class KeySigner implements ContentSigner {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return identifier;
        }

        @Override
        public OutputStream getOutputStream() {
            return out;
        }

        @Override
        public byte[] getSignature() {
            try {
                Signature signature = Signature.getInstance(algorithm, PROVIDER);
                signature.initSign(key.privateKey());
                signature.update(out.toByteArray());
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot sign with the document key", e);
            }
        }
    }
}
