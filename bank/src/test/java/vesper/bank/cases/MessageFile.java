package vesper.bank.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import vesper.bank.message.MessageException;
import vesper.bank.message.MessageSchemas;
import vesper.bank.message.XmlMessage;

/** The message that a case names as a file of the cases' folder. */
record MessageFile(byte[] xml) {
    private static final MessageSchemas SCHEMAS = new MessageSchemas();

    static MessageFile of(Path folder, JsonNode testCase) {
        Path file = folder.resolve(CaseFields.text(testCase, "file"));
        try {
            return new MessageFile(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    XmlMessage read() {
        try {
            return XmlMessage.read(xml);
        } catch (MessageException e) {
            throw new AssertionError("not read: " + e.getMessage(), e);
        }
    }

    List<String> faults() {
        try {
            return SCHEMAS.faults(read());
        } catch (MessageException e) {
            throw new UnsupportedCaseException(e.getMessage());
        }
    }
}
