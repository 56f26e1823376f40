package vesper.reporting.pdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logical structure of an accessible document: elements in reading order, each with the marked pieces of pages that
 * show it (ISO 32000-1, 14.7). What is drawn while only the root is open is an artifact, which readers pass over.
 */
final class Structure {

    /** An element of the tree; its kids are elements and marked pieces, in reading order. */
    final class Element {
        private final Role role;
        private final @Nullable Element parent;
        private final List<Object> kids = new ArrayList<>();
        private int number;

        private Element(Role role, @Nullable Element parent) {
            this.role = role;
            this.parent = parent;
        }

        String tag() {
            return role.tag;
        }

        /** Takes the next number on the page for a piece of this element. */
        int mark(int page) {
            while (byPage.size() <= page) {
                byPage.add(new ArrayList<>());
            }
            int id = byPage.get(page).size();
            byPage.get(page).add(this);
            kids.add(new Piece(page, id));
            return id;
        }
    }

    /** A piece of a page, by the index of the page and its number there. */
    private record Piece(int page, int id) {}

    private final Element root = new Element(Role.DOCUMENT, null);
    private final List<Element> all = new ArrayList<>(List.of(root));
    private final Deque<Element> open = new ArrayDeque<>(List.of(root));
    private final List<List<Element>> byPage = new ArrayList<>();

    void open(Role role) {
        Element parent = open.getFirst();
        Element element = new Element(role, parent);
        parent.kids.add(element);
        all.add(element);
        open.push(element);
    }

    void close() {
        if (open.size() == 1) {
            throw new IllegalStateException("no element is open");
        }
        open.pop();
    }

    /** The element that is being shown; null if what is drawn now is an artifact. */
    @Nullable
    Element shown() {
        return open.size() == 1 ? null : open.getFirst();
    }

    /**
     * Writes the tree and answers the number of its root object.
     *
     * @param firstPage object number of the first page
     * @param pageStep how far apart the object numbers of pages are
     */
    int write(ObjectFile file, int firstPage, int pageStep) {
        int tree = file.reserve(2 + all.size());
        int parents = tree + 1;
        int next = parents + 1;
        for (Element element : all) {
            element.number = next++;
        }
        file.object(
                tree,
                "<</Type/StructTreeRoot/K " + root.number + " 0 R/ParentTree " + parents + " 0 R/ParentTreeNextKey "
                        + byPage.size() + ">>");
        StringBuilder numbers = new StringBuilder("<</Nums[");
        for (int page = 0; page < byPage.size(); page++) {
            numbers.append(page).append('[');
            byPage.get(page).forEach(element -> numbers.append(element.number).append(" 0 R "));
            numbers.append(']');
        }
        file.object(parents, numbers.append("]>>").toString());
        all.forEach(element -> file.object(element.number, body(element, tree, firstPage, pageStep)));
        return tree;
    }

    private static String body(Element element, int tree, int firstPage, int pageStep) {
        StringBuilder body = new StringBuilder("<</Type/StructElem/S/")
                .append(element.role.tag)
                .append("/P ")
                .append(element.parent == null ? tree : element.parent.number)
                .append(" 0 R")
                .append(element.role.attributes)
                .append("/K[");
        for (Object kid : element.kids) {
            if (kid instanceof Piece piece) {
                body.append("<</Type/MCR/Pg ")
                        .append(firstPage + pageStep * piece.page())
                        .append(" 0 R/MCID ")
                        .append(piece.id())
                        .append(">>");
            } else if (kid instanceof Element child) {
                body.append(child.number).append(" 0 R ");
            }
        }
        return body.append("]>>").toString();
    }
}
