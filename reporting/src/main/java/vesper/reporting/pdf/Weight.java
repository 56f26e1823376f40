package vesper.reporting.pdf;

/** The weights of the house typeface, IBM Plex Sans: Latin, Greek and Cyrillic, with figures of equal width. */
public enum Weight {
    REGULAR("IBMPlexSans-Regular.ttf", "IBMPlexSans", 'R'),
    SEMIBOLD("IBMPlexSans-SemiBold.ttf", "IBMPlexSans-SemiBold", 'S');

    final String resource;
    final String postScriptName;
    final char letter;

    Weight(String resource, String postScriptName, char letter) {
        this.resource = resource;
        this.postScriptName = postScriptName;
        this.letter = letter;
    }
}
