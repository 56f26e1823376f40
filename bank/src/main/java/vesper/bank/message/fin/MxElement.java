package vesper.bank.message.fin;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** An element of the message being written. Elements are added in the order of the schema. */
record MxElement(Element element) {
    /** Adds the elements of a path, going into the last ones added where they have its names; the last is always a new one. */
    MxElement add(String path) {
        String[] names = path.split("/", -1);
        Element at = element;
        for (int i = 0; i < names.length; i++) {
            if (i < names.length - 1
                    && at.getLastChild() instanceof Element last
                    && last.getTagName().equals(names[i])) {
                at = last;
            } else {
                Element added = at.getOwnerDocument().createElementNS(at.getNamespaceURI(), names[i]);
                at.appendChild(added);
                at = added;
            }
        }
        return new MxElement(at);
    }

    /** Adds a path with a text; nothing if there is no text. */
    void put(String path, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            add(path).element().setTextContent(text.strip());
        }
    }

    void putAmount(String path, FinValue.Amount amount) {
        MxElement added = add(path);
        added.element().setAttribute("Ccy", amount.currency());
        added.element().setTextContent(amount.decimal());
    }
}
