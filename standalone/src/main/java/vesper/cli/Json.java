package vesper.cli;

import tools.jackson.databind.json.JsonMapper;

/** JSON as the command prints it: one document a line. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static String line(Object document) {
        return MAPPER.writeValueAsString(document);
    }
}
