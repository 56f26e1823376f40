package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.reporting.statement.Pagination.Slice;

class PaginationTest {
    private static final int FIRST = 32;
    private static final int NEXT = 49;
    private static final int TAIL = 6;

    @Test
    void everyEntryIsOnOnePageAndNoPageOverflows() {
        for (int entries = 0; entries < 500; entries++) {
            List<Slice> slices = Pagination.of(entries, FIRST, NEXT, TAIL);
            int next = 0;
            for (int i = 0; i < slices.size(); i++) {
                Slice slice = slices.get(i);
                assertThat(slice.from()).isEqualTo(next);
                next = slice.to();
                assertThat(slice.first()).isEqualTo(i == 0);
                assertThat(slice.last()).isEqualTo(i == slices.size() - 1);
                int rows = slice.to() - slice.from() + 2 + (slice.last() ? TAIL : 0);
                assertThat(rows).isLessThanOrEqualTo(i == 0 ? FIRST : NEXT);
            }
            assertThat(next).isEqualTo(entries);
        }
    }

    @Test
    void aClosingBalanceNeverStandsAloneOnItsPage() {
        for (int entries = 1; entries < 500; entries++) {
            List<Slice> slices = Pagination.of(entries, FIRST, NEXT, TAIL);
            Slice last = slices.get(slices.size() - 1);
            assertThat(last.to() - last.from()).isGreaterThanOrEqualTo(Math.min(3, entries));
        }
    }
}
