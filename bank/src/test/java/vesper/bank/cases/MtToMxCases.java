package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.databind.JsonNode;
import vesper.bank.message.fin.FinException;
import vesper.bank.message.fin.MtTranslator;

/** MT messages as ISO 20022: every value, in order. */
final class MtToMxCases implements CaseFamily {
    @Override
    public String name() {
        return "mt_to_mx";
    }

    @Override
    public double bar() {
        return 0.9;
    }

    @Override
    public void check(JsonNode testCase) {
        Set<String> ignored = new HashSet<>();
        testCase.path("mx_ignore").forEach(path -> ignored.add(path.asString()));
        List<String> wanted = new ArrayList<>();
        for (JsonNode leaf : testCase.path("mx_leaf_values")) {
            if (!ignored.contains(leaf.path(0).asString())) {
                wanted.add(leaf.path(0).asString() + " = " + leaf.path(1).asString());
            }
        }
        List<String> got = new ArrayList<>();
        leaves("", translated(CaseFields.text(testCase, "mt_message")).getDocumentElement(), ignored, got);
        assertThat(String.join("\n", got)).isEqualTo(String.join("\n", wanted));
    }

    private static Document translated(String message) {
        try {
            return MtTranslator.translate(message, Instant.EPOCH);
        } catch (FinException e) {
            if (e.getMessage().endsWith("is not translated")) {
                throw new UnsupportedCaseException(e.getMessage());
            }
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static void leaves(String above, Element element, Set<String> ignored, List<String> leaves) {
        String path = above + "/" + element.getLocalName();
        boolean leaf = true;
        if (element.hasAttribute("Ccy")) {
            leaves.add(path + "/@Ccy = " + element.getAttribute("Ccy"));
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                leaf = false;
                leaves(path, inner, ignored, leaves);
            }
        }
        if (leaf && !ignored.contains(path)) {
            leaves.add(path + " = " + element.getTextContent());
        }
    }
}
