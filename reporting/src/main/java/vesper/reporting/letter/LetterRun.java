package vesper.reporting.letter;

import java.time.Instant;

/**
 * Letters that were taken to the printer together.
 *
 * @param takenBy who took them
 * @param letters how many documents it has
 */
public record LetterRun(long id, Instant takenAt, String takenBy, int letters) {

    /** A name to save its file under: {@code letters_12.zip}. */
    public String fileName() {
        return "letters_" + id + ".zip";
    }
}
