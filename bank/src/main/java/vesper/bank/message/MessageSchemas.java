package vesper.bank.message;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.XMLConstants;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Holds messages against the schemas that ISO 20022 publishes: account reports, statements and notifications. */
public final class MessageSchemas {
    /** A message that is wrong throughout is not listed whole. */
    private static final int MOST_FAULTS = 20;

    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * What is wrong with a message, at most 20 faults; empty if it is valid.
     *
     * @throws MessageException if there is no schema for its type
     */
    public List<String> faults(XmlMessage message) throws MessageException {
        Faults faults = new Faults();
        try {
            Validator validator = schema(message.type()).newValidator();
            validator.setErrorHandler(faults);
            validator.validate(new DOMSource(message.payload()));
        } catch (SAXException e) {
            faults.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return List.copyOf(faults.found);
    }

    private Schema schema(String type) throws MessageException {
        Schema known = schemas.get(type);
        if (known != null) {
            return known;
        }
        URL file = type.matches("[a-z]+(\\.[0-9]+)+") ? MessageSchemas.class.getResource("xsd/" + type + ".xsd") : null;
        if (file == null) {
            throw new MessageException("messages of type " + type + " are not taken");
        }
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            Schema schema = factory.newSchema(file);
            schemas.put(type, schema);
            return schema;
        } catch (SAXException e) {
            throw new IllegalStateException("schema of " + type + " is broken", e);
        }
    }

    private static final class Faults implements ErrorHandler {
        private final List<String> found = new ArrayList<>();

        void add(String fault) {
            if (found.size() < MOST_FAULTS) {
                found.add(fault);
            }
        }

        @Override
        public void warning(SAXParseException fault) {}

        @Override
        public void error(SAXParseException fault) {
            add(String.valueOf(fault.getMessage()));
        }

        @Override
        public void fatalError(SAXParseException fault) {
            add(String.valueOf(fault.getMessage()));
        }
    }
}
