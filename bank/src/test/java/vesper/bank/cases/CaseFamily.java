package vesper.bank.cases;

import tools.jackson.databind.JsonNode;

/** Knows how to try the cases of one file. */
interface CaseFamily {
    /** Name of the file without its ending: {@code daycount}. */
    String name();

    /** The share of the supported and undisputed cases that must pass, 0 to 1. */
    double bar();

    /**
     * Tries one case.
     *
     * @throws AssertionError if the bank gives another answer than the case expects; the message names both
     * @throws UnsupportedCaseException if the case asks for something that the bank does not do
     */
    void check(JsonNode testCase);
}
