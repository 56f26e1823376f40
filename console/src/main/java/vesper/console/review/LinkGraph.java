package vesper.console.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.fraud.Investigation.Link;
import vesper.bank.fraud.Investigation.State;

/**
 * Customers that share something with one, to be drawn: the customer on the left, what is shared in the middle, the others on
 * the right. Lengths are those of a view box of {@link #width} by {@link #height} and the width of
 * a line around it.
 */
record LinkGraph(List<Node> nodes, List<Line> lines, int height) {
    private static final int ROW = 40;
    private static final int BOX = 28;
    private static final int COLUMN = 190;
    private static final int BOX_WIDTH = 150;
    private static final int LETTERS = 16;

    /**
     * A box.
     *
     * @param y of its middle
     * @param kind style: customer, shared, open, closed
     * @param words as many of the whole as fit
     * @param to the investigation that it leads to; null if it leads nowhere
     */
    record Node(
            int x,
            int y,
            String kind,
            String words,
            String whole,
            @Nullable Long to) {}

    /** From the right side of one box to the left side of another. */
    record Line(int fromX, int fromY, int toX, int toY) {}

    /** Draws links; without any there is nothing to draw. */
    static LinkGraph of(String customer, List<Link> links) {
        Map<String, Link> things = new LinkedHashMap<>();
        Map<Long, Link> customers = new LinkedHashMap<>();
        for (Link link : links) {
            things.putIfAbsent(thing(link), link);
            customers.putIfAbsent(link.investigationId(), link);
        }
        int height = ROW * Math.max(1, Math.max(things.size(), customers.size()));
        Node self = new Node(0, height / 2, "customer", cut(customer), customer, null);
        Map<String, Node> shared = new LinkedHashMap<>();
        things.forEach((key, link) -> shared.put(
                key,
                new Node(COLUMN, y(shared.size(), things.size(), height), "shared", cut(link.shared()), key, null)));
        Map<Long, Node> others = new LinkedHashMap<>();
        customers.forEach((id, link) -> others.put(
                id,
                new Node(
                        2 * COLUMN,
                        y(others.size(), customers.size(), height),
                        link.state() == State.OPEN ? "open" : "closed",
                        cut(link.customer()),
                        link.customer(),
                        id)));
        List<Line> lines = new ArrayList<>();
        shared.values().forEach(node -> lines.add(line(self, node)));
        for (Link link : links) {
            Node from = shared.get(thing(link));
            Node to = others.get(link.investigationId());
            if (from != null && to != null) {
                lines.add(line(from, to));
            }
        }
        List<Node> nodes = new ArrayList<>(List.of(self));
        nodes.addAll(shared.values());
        nodes.addAll(others.values());
        return new LinkGraph(nodes, lines, height);
    }

    private static String thing(Link link) {
        return link.by().replace('_', ' ') + ' ' + link.shared();
    }

    /** The middle of one of so many rows, which share the height evenly. */
    private static int y(int row, int rows, int height) {
        return (2 * row + 1) * height / (2 * rows);
    }

    private static String cut(String words) {
        return words.length() <= LETTERS ? words : words.substring(0, LETTERS - 1) + "…";
    }

    private static Line line(Node from, Node to) {
        return new Line(from.x + BOX_WIDTH, from.y, to.x, to.y);
    }

    public int width() {
        return 2 * COLUMN + BOX_WIDTH;
    }

    public int boxWidth() {
        return BOX_WIDTH;
    }

    public int boxHeight() {
        return BOX;
    }
}
