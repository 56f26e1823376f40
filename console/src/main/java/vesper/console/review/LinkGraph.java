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
 * the right. Lengths are those of a view box of {@link #width} by {@link #height}.
 */
record LinkGraph(List<Node> nodes, List<Line> lines, int height) {
    private static final int ROW = 40;
    private static final int BOX = 28;
    private static final int COLUMN = 190;
    private static final int BOX_WIDTH = 150;
    private static final int LETTERS = 18;

    /**
     * A box.
     *
     * @param y of its middle
     * @param kind style: customer, open, closed, or what is shared
     * @param words as many of the whole as fit
     * @param to the investigation that it leads to; null if it leads nowhere
     */
    record Node(int x, int y, String kind, String words, String whole, @Nullable Long to) {}

    /** From the right side of one box to the left side of another. */
    record Line(int fromX, int fromY, int toX, int toY) {}

    /** Draws links; without any there is nothing to draw. */
    static LinkGraph of(String customer, List<Link> links) {
        Map<String, Node> shared = new LinkedHashMap<>();
        Map<Long, Node> others = new LinkedHashMap<>();
        for (Link link : links) {
            shared.computeIfAbsent(
                    link.by() + ' ' + link.shared(),
                    any -> node(1, shared.size(), link.by(), link.shared(), null));
            others.computeIfAbsent(
                    link.investigationId(),
                    id -> node(2, others.size(), link.state() == State.OPEN ? "open" : "closed", link.customer(), id));
        }
        int height = ROW * Math.max(1, Math.max(shared.size(), others.size()));
        Node self = new Node(0, height / 2, "customer", cut(customer), customer, null);
        List<Line> lines = new ArrayList<>();
        shared.values().forEach(node -> lines.add(line(self, node)));
        for (Link link : links) {
            Node from = shared.get(link.by() + ' ' + link.shared());
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

    private static Node node(int column, int row, String kind, String words, @Nullable Long to) {
        return new Node(column * COLUMN, row * ROW + ROW / 2, kind, cut(words), words, to);
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
