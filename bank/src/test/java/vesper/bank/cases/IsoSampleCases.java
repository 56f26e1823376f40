package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import vesper.bank.message.MessageException;
import vesper.bank.message.XmlMessage;

/** Messages in all kinds of envelopes: which are XML at all, and what is inside. */
record IsoSampleCases(Supplier<Path> folder) implements CaseFamily {
    @Override
    public String name() {
        return "iso_samples";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(testCase, "file", "well_formed", "namespace");
        boolean wellFormed = true;
        String namespace = CaseFields.text(testCase, "namespace");
        try {
            namespace = XmlMessage.read(MessageFile.of(folder.get(), testCase).xml())
                    .namespace();
        } catch (MessageException e) {
            wellFormed = false;
        }
        assertThat(wellFormed)
                .as("well formed")
                .isEqualTo(testCase.path("well_formed").asBoolean());
        assertThat(namespace).isEqualTo(CaseFields.text(testCase, "namespace"));
    }
}
