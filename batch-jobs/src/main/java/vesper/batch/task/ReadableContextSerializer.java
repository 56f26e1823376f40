package vesper.batch.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.batch.core.repository.ExecutionContextSerializer;

/**
 * Keeps execution contexts as lines {@code key=value} that a person can read in the database; a value has its type in front,
 * as in {@code items=long 520}. Only text, numbers without decimals and booleans are taken.
 */
public final class ReadableContextSerializer implements ExecutionContextSerializer {

    /** Reads the stored form. */
    public static Map<String, Object> parse(String stored) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(stored));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> context = new HashMap<>();
        lines.forEach((key, line) -> context.put((String) key, value((String) line)));
        return context;
    }

    private static Object value(String typed) {
        int blank = typed.indexOf(' ');
        String value = typed.substring(blank + 1);
        return switch (typed.substring(0, blank)) {
            case "long" -> Long.valueOf(value);
            case "int" -> Integer.valueOf(value);
            case "boolean" -> Boolean.valueOf(value);
            case "text" -> value;
            default -> throw new IllegalArgumentException("no such type in an execution context: " + typed);
        };
    }

    private static String typed(Object value) {
        if (value instanceof Long) {
            return "long " + value;
        } else if (value instanceof Integer) {
            return "int " + value;
        } else if (value instanceof Boolean) {
            return "boolean " + value;
        } else if (value instanceof String) {
            return "text " + value;
        }
        throw new IllegalArgumentException("an execution context does not take a " + value.getClass());
    }

    @Override
    public void serialize(Map<String, Object> context, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Object> entry : new TreeMap<>(context).entrySet()) {
            Properties one = new Properties();
            one.setProperty(entry.getKey(), typed(entry.getValue()));
            StringWriter line = new StringWriter();
            one.store(line, null);
            line.toString()
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .forEach(l -> text.append(l).append('\n'));
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, Object> deserialize(InputStream in) throws IOException {
        StringWriter text = new StringWriter();
        new InputStreamReader(in, StandardCharsets.UTF_8).transferTo(text);
        return parse(text.toString());
    }
}
