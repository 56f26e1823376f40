package vesper.api.account;

import java.nio.ByteBuffer;
import java.util.Base64;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.ledger.AccountHistory.Position;

/** A place in an account's history as callers hold it: opaque text, stable while new entries are booked. */
final class Cursor {
    private static final int BYTES = Long.BYTES + Short.BYTES;

    private Cursor() {}

    static String write(Position position) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(position.entrySeq())
                .putShort((short) position.leg())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The place that the text names.
     *
     * @throws ProblemException if it is no cursor of this API
     */
    static Position read(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        if (bytes.length != BYTES) {
            throw unknown();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Position(buffer.getLong(), buffer.getShort());
    }

    private static ProblemException unknown() {
        return new ProblemException(
                ProblemCode.INVALID_CURSOR,
                "Use the next link of the page before, or leave the cursor out to start anew.");
    }
}
