package vesper.batch.proof;

import java.util.List;
import java.util.stream.Collectors;
import vesper.bank.ledger.ProofOfBooks;

/** The proof of books found places where the books do not hold; the message names the first few. */
public final class BooksBrokenException extends RuntimeException {
    private static final int SHOWN = 5;

    BooksBrokenException(List<ProofOfBooks.Break> breaks) {
        super("the books do not hold in " + breaks.size() + " places: "
                + breaks.stream()
                        .limit(SHOWN)
                        .map(place -> place.rule() + ": " + place.place())
                        .collect(Collectors.joining("; ")));
    }
}
