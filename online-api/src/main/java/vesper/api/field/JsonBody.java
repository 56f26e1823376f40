package vesper.api.field;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/**
 * Reads a JSON body strictly: no more bytes than allowed, no unknown or repeated fields, no silent change of types. What
 * was sent is never repeated in a problem, since it may hold a card number.
 */
public final class JsonBody {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Float,
                    number -> number.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
            .build();

    private static final Pattern UNSAFE = Pattern.compile("[0-9]{6,}|[^A-Za-z0-9_-]");

    private JsonBody() {}

    /**
     * Reads the whole body into a record of strings and numbers.
     *
     * @param maxBytes a longer body is refused without being read to its end
     * @throws ProblemException 413 if too long, 400 if it is not such a record, saying where
     */
    public static <T> T read(HttpServletRequest request, Class<T> type, int maxBytes) {
        byte[] body = bytes(request, maxBytes);
        T value;
        try {
            value = JSON.readValue(body, type);
        } catch (UnrecognizedPropertyException e) {
            throw ProblemException.of(
                    safePath(e),
                    ProblemCode.UNKNOWN_FIELD,
                    "this operation has no such field; remove it, or see /docs");
        } catch (MismatchedInputException e) {
            throw mismatch(e);
        } catch (JacksonException e) {
            throw malformed(e.getLocation());
        }
        if (value == null) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, "The body must be a JSON object, not null.");
        }
        return value;
    }

    /**
     * The list of a batch, if it can be worked off in one request.
     *
     * @throws ProblemException if it is missing, empty or longer than {@code max}
     */
    public static <T extends @Nullable Object> List<T> items(String field, @Nullable List<T> items, int max) {
        if (items == null) {
            throw ProblemException.of(field, ProblemCode.MISSING_FIELD, "is required");
        }
        if (items.isEmpty() || items.size() > max) {
            throw ProblemException.of(field, ProblemCode.TOO_MANY_ITEMS, "must have 1 to " + max + " items");
        }
        return items;
    }

    private static byte[] bytes(HttpServletRequest request, int maxBytes) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.");
        }
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "The body did not arrive whole; send it again.");
        }
        if (body.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    private static ProblemException tooLarge(int maxBytes) {
        return new ProblemException(ProblemCode.BODY_TOO_LARGE, "Send at most " + maxBytes + " bytes.");
    }

    private static ProblemException mismatch(MismatchedInputException e) {
        String path = safePath(e);
        if (path.isEmpty()) {
            return malformed(e.getLocation());
        }
        return ProblemException.of(path, ProblemCode.WRONG_TYPE, "must be " + jsonTypeOf(e.getTargetType()));
    }

    private static String jsonTypeOf(@Nullable Class<?> type) {
        if (type == null) {
            return "of another JSON type, see /docs";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a JSON number";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a JSON array";
        }
        return type.isRecord() ? "a JSON object" : "a JSON string";
    }

    private static ProblemException malformed(@Nullable TokenStreamLocation at) {
        String where = at == null || at.getLineNr() < 1
                ? ""
                : " at line " + at.getLineNr() + ", column " + Math.max(1, at.getColumnNr());
        return new ProblemException(
                ProblemCode.MALFORMED_JSON, "The body must be one JSON object; it cannot be read" + where + ".");
    }

    /** The path of field names. A name is the sender's text: it is cut, and long runs of digits are not repeated. */
    private static String safePath(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(safeName(step.getPropertyName()));
            }
        }
        return path.toString();
    }

    private static String safeName(String name) {
        String cut = name.length() > 40 ? name.substring(0, 40) : name;
        return UNSAFE.matcher(cut).replaceAll("?");
    }
}
