package vesper.bank.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * An ISO 20022 message in whatever envelope it came. Elements are found by their names alone: versions of a message differ in
 * their namespaces, and hardly in their names.
 */
public final class XmlMessage {
    private final Element payload;

    private XmlMessage(Element payload) {
        this.payload = payload;
    }

    /**
     * Reads a message. Its payload is the first element {@code Document}, else {@code AppHdr}, else the outermost one.
     *
     * @throws MessageException if it is no well-formed XML, or has a document type, which may name files and never belongs here
     */
    public static XmlMessage read(byte[] xml) throws MessageException {
        Element root = parse(xml);
        for (String name : List.of("Document", "AppHdr")) {
            Element found = first(root, name);
            if (found != null) {
                return new XmlMessage(found);
            }
        }
        return new XmlMessage(root);
    }

    /** The payload's namespace, {@code urn:iso:std:iso:20022:tech:xsd:camt.053.001.08}; empty if it has none. */
    public String namespace() {
        return payload.getNamespaceURI() == null ? "" : payload.getNamespaceURI();
    }

    /** The message's kind and version: what follows the last colon of the namespace, {@code camt.053.001.08}. */
    public String type() {
        return namespace().substring(namespace().lastIndexOf(':') + 1);
    }

    Element payload() {
        return payload;
    }

    /** The child elements on a path, {@code "Refs/EndToEndId"}: all that there are, in the order of the message. */
    static List<Element> all(Element from, String path) {
        List<Element> reached = List.of(from);
        for (String name : path.split("/", -1)) {
            List<Element> next = new ArrayList<>();
            for (Element element : reached) {
                for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                    if (child instanceof Element step && name.equals(step.getLocalName())) {
                        next.add(step);
                    }
                }
            }
            reached = next;
        }
        return reached;
    }

    /** The text of the first element on any of the paths, without the blanks around it. */
    static Optional<String> text(Element from, String... paths) {
        for (String path : paths) {
            List<Element> found = all(from, path);
            if (!found.isEmpty()) {
                return Optional.of(found.get(0).getTextContent().strip());
            }
        }
        return Optional.empty();
    }

    static List<String> texts(Element from, String path) {
        return all(from, path).stream()
                .map(element -> element.getTextContent().strip())
                .toList();
    }

    private static @Nullable Element first(Element root, String name) {
        if (name.equals(root.getLocalName())) {
            return root;
        }
        return (Element) root.getElementsByTagNameNS("*", name).item(0);
    }

    private static Element parse(byte[] xml) throws MessageException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
        } catch (SAXParseException e) {
            throw new MessageException(where(e));
        } catch (SAXException | IOException e) {
            throw new MessageException("no well-formed XML: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the parser of this Java cannot be made safe", e);
        }
    }

    static String where(SAXParseException fault) {
        return "line " + fault.getLineNumber() + ", column " + fault.getColumnNumber() + ": " + fault.getMessage();
    }

    /** Throws what the parser would print. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException fault) {}

        @Override
        public void error(SAXParseException fault) throws SAXException {
            throw fault;
        }

        @Override
        public void fatalError(SAXParseException fault) throws SAXException {
            throw fault;
        }
    }
}
