package vesper.bank.audit;

/** What a text of an event must look like. */
final class AuditText {
    private AuditText() {}

    static void require(String what, String text, int shortest, int longest) {
        if (text.length() < shortest || text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " must have " + shortest + " to " + longest + " characters, not " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not have control characters");
        }
    }
}
