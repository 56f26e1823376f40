package vesper.batch.workers;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says that a range waits to be worked on; on the topic as text, {@code 12/345}.
 *
 * @param run id of the run
 * @param range id of the range's step execution
 */
record RangeCall(long run, long range) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})/([0-9]{1,18})");

    /** Empty if the bytes are no call. */
    static Optional<RangeCall> read(byte[] bytes) {
        Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
        return text.matches()
                ? Optional.of(new RangeCall(Long.parseLong(text.group(1)), Long.parseLong(text.group(2))))
                : Optional.empty();
    }

    byte[] bytes() {
        return (run + "/" + range).getBytes(StandardCharsets.UTF_8);
    }

    /** What is locked while a process works on the range. */
    String lock() {
        return "range " + range;
    }
}
