package vesper.reporting.statement;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** The validator of the PDF Association, for archives (PDF/A) and accessibility (PDF/UA). */
public final class Verapdf {

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private Verapdf() {}

    /** What in the file is not as the flavour asks; empty if it is valid. */
    public static List<String> violations(byte[] content, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(content), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage())
                    .toList();
        }
    }
}
