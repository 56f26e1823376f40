package vesper.reporting.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the bank holds personal data. Each module declares its own part, in {@code vesper/personal-data-MODULE.json}: the tables that
 * have some, and those that look as if they had, with the reason why they have none to hand out.
 *
 * @param tables in the order in which a person is told of them
 * @param none reason by table
 */
record PersonalData(List<PersonalTable> tables, Map<String, String> none) {

    /** Modules that may declare a part. */
    static final List<String> MODULES = List.of("bank", "reporting", "batch-jobs", "online-api", "console");

    PersonalData {
        tables = List.copyOf(tables);
        none = Map.copyOf(none);
    }

    /** What the modules declare that are part of this program. */
    static PersonalData declared() {
        List<PersonalTable> tables = new ArrayList<>();
        Map<String, String> none = new HashMap<>();
        for (String module : MODULES) {
            for (URL part : parts("vesper/personal-data-" + module + ".json")) {
                PersonalData declared = read(part);
                tables.addAll(declared.tables());
                none.putAll(declared.none());
            }
        }
        return new PersonalData(tables, none);
    }

    private static List<URL> parts(String name) {
        try {
            return Collections.list(PersonalData.class.getClassLoader().getResources(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PersonalData read(URL part) {
        try (InputStream in = part.openStream()) {
            return new JsonMapper().readValue(in, PersonalData.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part, e);
        }
    }
}
