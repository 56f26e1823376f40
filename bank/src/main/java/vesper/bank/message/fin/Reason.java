package vesper.bank.message.fin;

import java.util.Optional;

/** Why a payment was rejected or returned: the code line after {@code /REJT/} or {@code /RETN/}. */
final class Reason {
    private Reason() {}

    static void put(MxElement parent, String name, CodeLines codes, String after) {
        Optional<CodeLines.Line> line = codes.after(after);
        if (line.isEmpty()) {
            return;
        }
        MxElement information = parent.add(name);
        String text = line.get().text().replaceFirst("/+$", "");
        if (line.get().code().matches("[A-Z]{2}[0-9]{2}")) {
            information.put("Rsn/Cd", line.get().code());
            information.put("AddtlInf", text);
        } else {
            information.put("Rsn/Cd", "NARR");
            information.put("AddtlInf", line.get().whole());
        }
    }
}
