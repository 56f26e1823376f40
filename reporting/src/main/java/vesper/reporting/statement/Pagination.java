package vesper.reporting.statement;

import java.util.ArrayList;
import java.util.List;

/** How the entries of a statement are shared out to pages. */
final class Pagination {

    /** Fewest entries on a last page, so that a closing balance does not stand there alone. */
    private static final int COMPANY = 3;

    private Pagination() {}

    /**
     * The entries of one page.
     *
     * @param from index of the first entry, inclusive
     * @param to index after the last
     */
    record Slice(int from, int to, boolean first, boolean last) {}

    /**
     * Shares out. Every page begins with a balance row (opening, or brought forward) and ends with one (carried forward,
     * or closing and what follows it).
     *
     * @param firstRows rows that fit on the first page
     * @param nextRows rows that fit on any other
     * @param tailRows rows that are needed below the closing balance
     */
    static List<Slice> of(int entries, int firstRows, int nextRows, int tailRows) {
        List<Slice> slices = new ArrayList<>();
        int from = 0;
        while (true) {
            boolean first = slices.isEmpty();
            int room = (first ? firstRows : nextRows) - 2;
            int rest = entries - from;
            if (Math.max(1, rest) + tailRows <= room) {
                slices.add(new Slice(from, entries, first, true));
                return slices;
            }
            int take = Math.min(room, Math.max(1, rest - COMPANY));
            slices.add(new Slice(from, from + Math.min(take, rest), first, false));
            from += Math.min(take, rest);
        }
    }
}
