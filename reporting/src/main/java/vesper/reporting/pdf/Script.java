package vesper.reporting.pdf;

/**
 * The parts a typeface is cut into. A document carries only the parts that its text needs, so that a statement in
 * plain Latin does not pay for Greek; a name such as "Müller" uses two parts.
 */
enum Script {
    BASIC('B'),
    LATIN_1('L'),
    LATIN_A('A'),
    LATIN_OTHER('V'),
    GREEK('G'),
    CYRILLIC('C'),
    OTHER('O');

    /** Typographic marks that the renderers use themselves, kept with the basic letters. */
    private static final String MARKS = "\u00A0\u00A7\u00A9\u00B7\u2013\u2014\u2018\u2019\u201C\u201D\u2022\u2026"
            + "\u20AC\u00A3\u2212\uFFFD\u25A1";

    /** Tells the subsets of one font apart in their names. */
    final char letter;

    Script(char letter) {
        this.letter = letter;
    }

    static Script of(int codePoint) {
        if (codePoint < 0x7F || MARKS.indexOf(codePoint) >= 0) {
            return BASIC;
        }
        if (codePoint < 0x0180) {
            return codePoint < 0x0100 ? LATIN_1 : LATIN_A;
        }
        if (codePoint < 0x0250 || in(codePoint, 0x1E00, 0x1EFF)) {
            return codePoint >= 0x0218 && codePoint <= 0x021B ? LATIN_A : LATIN_OTHER;
        }
        if (in(codePoint, 0x0370, 0x03FF) || in(codePoint, 0x1F00, 0x1FFF)) {
            return GREEK;
        }
        return in(codePoint, 0x0400, 0x045F) || in(codePoint, 0x0490, 0x0491) ? CYRILLIC : OTHER;
    }

    private static boolean in(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}
