package vesper.bank.message.fin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vesper.bank.message.fin.FinMessage.Field;

/** Field 72 or 79 as its code lines: {@code /INS/CHASUS33}, each with the lines that go on with {@code //}. */
record CodeLines(List<Line> lines) {
    /** @param code empty for a line without one */
    record Line(String code, String text) {
        String whole() {
            return code.isEmpty() ? text : "/" + code + "/" + text;
        }
    }

    static CodeLines of(Optional<Field> field) {
        List<Line> lines = new ArrayList<>();
        for (String line : field.map(Field::lines).orElse(List.of())) {
            String[] parts = line.split("/", 3);
            boolean coded = line.startsWith("/") && !line.startsWith("//") && parts.length == 3;
            if (coded) {
                lines.add(new Line(parts[1], parts[2]));
            } else if (!lines.isEmpty()) {
                Line last = lines.remove(lines.size() - 1);
                String more = line.startsWith("//") ? line.substring(2) : line;
                lines.add(new Line(last.code(), (last.text() + " " + more).strip()));
            } else {
                lines.add(new Line("", line));
            }
        }
        return new CodeLines(lines);
    }

    boolean has(String code) {
        return first(code).isPresent();
    }

    Optional<String> first(String code) {
        return lines.stream()
                .filter(line -> line.code().equals(code))
                .map(Line::text)
                .findFirst();
    }

    /** The line after the one with a code. */
    Optional<Line> after(String code) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).code().equals(code)) {
                return Optional.of(lines.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
