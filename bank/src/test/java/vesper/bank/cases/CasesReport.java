package vesper.bank.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What came of the cases, by file: {@code {"daycount": {"passed", "failed", "unsupported", "failures"}}}. */
final class CasesReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Outcome> outcomes = new TreeMap<>();

    /** Counts of one file. */
    static final class Outcome {
        private int passed;
        private int unsupported;
        private final List<String> failures = new ArrayList<>();

        void passed() {
            passed++;
        }

        void unsupported() {
            unsupported++;
        }

        void failed(String failure) {
            failures.add(failure);
        }

        List<String> failures() {
            return failures;
        }

        /** Share of those tried that passed; 1 if none was. */
        double share() {
            int tried = passed + failures.size();
            return tried == 0 ? 1 : passed / (double) tried;
        }

        private Map<String, Object> asMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("passed", passed);
            map.put("failed", failures.size());
            map.put("unsupported", unsupported);
            map.put("failures", failures);
            return map;
        }
    }

    Outcome of(String file) {
        return outcomes.computeIfAbsent(file, name -> new Outcome());
    }

    void write(Path file) throws IOException {
        Map<String, Object> document = new TreeMap<>();
        outcomes.forEach((name, outcome) -> document.put(name, outcome.asMap()));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }
}
