package vesper.api.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** Names what a thing looks like now ({@code ETag}, RFC 9110): the hash of its representation. */
public final class EntityTag {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BYTES = 12;

    private EntityTag() {}

    /** The tag of an answer, with its quotes. */
    public static String of(Object answer) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8));
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether the caller has this already: one of the tags in {@code If-None-Match}, which compares weakly, or {@code *}. */
    public static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && tags(ifNoneMatch).stream()
                        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    /**
     * Refuses a change of something that the caller last saw otherwise.
     *
     * @throws ProblemException 428 without {@code If-Match}, 412 if it names none of what is there
     */
    public static void require(@Nullable String ifMatch, String tag) {
        if (ifMatch == null) {
            throw new ProblemException(
                    ProblemCode.PRECONDITION_REQUIRED, "Read it first, and send its ETag as If-Match with the change.");
        }
        if (tags(ifMatch).stream().noneMatch(known -> known.equals("*") || known.equals(tag))) {
            throw new ProblemException(
                    ProblemCode.PRECONDITION_FAILED, "It was changed since you read it: read it again, then decide.");
        }
    }

    private static List<String> tags(String header) {
        return Arrays.stream(header.split(",")).map(String::strip).toList();
    }
}
