package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Migrations since the release before this one leave its processes able to work: they may add, and take away only what that release
 * has stopped using, which a comment {@code -- unused since: ...} says. ({@code .ci/previous} runs that release on the new schema.)
 */
class MigrationsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__\\w+\\.sql");
    private static final Pattern UNUSED = Pattern.compile("-- unused since: .+");

    /** What an earlier release may still name, read or leave out. */
    private static final List<Pattern> TAKES_AWAY = List.of(
            Pattern.compile("rename (column|to) \\w+"),
            Pattern.compile("drop (column|table|view|function) (if exists )?\\w+"),
            Pattern.compile("alter column \\w+ (type|set data type|set not null|drop default)"),
            Pattern.compile("add column (if not exists )?\\w+ (?:(?!default|generated|,|;).)*not"
                    + " null(?:(?!default|generated|,|;).)*[,;]"));

    @Test
    void whatTheReleaseBeforeUsesStays() throws IOException {
        int before = Integer.parseInt(previousRelease()[1]);
        migrations().forEach((version, text) -> {
            if (version > before) {
                assertThat(takenAway(text)).as("V" + version).isEmpty();
            }
        });
    }

    @Test
    void whatIsTakenAwayIsNoticed() {
        assertThat(takenAway("alter table a rename column b to c;")).containsExactly("rename column b");
        assertThat(takenAway("alter table a drop column b, drop column c;")).hasSize(2);
        assertThat(takenAway("alter table a alter column b set not null;")).hasSize(1);
        assertThat(takenAway("alter table a add column b int not null, add column c text not null default '';"))
                .containsExactly("add column b int not null,");
        assertThat(takenAway("alter table a add column b int;\ncreate table c (d int not null);"))
                .isEmpty();
        assertThat(takenAway("-- drop column b\nalter table a drop constraint c;"))
                .isEmpty();
        assertThat(takenAway("-- unused since: the release before reads c\nalter table a drop column b;"))
                .isEmpty();
    }

    private static List<String> takenAway(String migration) {
        if (UNUSED.matcher(migration).find()) {
            return List.of();
        }
        String statements =
                migration.replaceAll("--[^\n]*", " ").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return TAKES_AWAY.stream()
                .flatMap(pattern -> pattern.matcher(statements).results())
                .map(found -> found.group())
                .toList();
    }

    /** The commit of the release before, and the newest migration that it has. */
    private static String[] previousRelease() throws IOException {
        return Files.readString(ROOT.resolve(".ci/previous-release")).strip().split(" ");
    }

    private static Map<Integer, String> migrations() throws IOException {
        Map<Integer, String> migrations = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path folder : modules.map(module -> module.resolve("src/main/resources/db/migration"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Matcher name = VERSION.matcher(file.getFileName().toString());
                        assertThat(name.matches()).as(file.toString()).isTrue();
                        assertThat(migrations.put(Integer.valueOf(name.group(1)), Files.readString(file)))
                                .as("two migrations of version " + name.group(1))
                                .isNull();
                    }
                }
            }
        }
        assertThat(migrations).hasSizeGreaterThan(50);
        return migrations;
    }
}
