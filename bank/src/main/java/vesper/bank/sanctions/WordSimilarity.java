package vesper.bank.sanctions;

/** How alike two words of names are, 0 to 1: spellings of one sound count as equal, slips of the pen as nearly so. */
final class WordSimilarity {
    private WordSimilarity() {}

    static double of(String one, String other) {
        if (one.equals(other)) {
            return 1;
        }
        if (Character.isDigit(one.charAt(0)) || Character.isDigit(other.charAt(0))) {
            return 0;
        }
        return Math.max(spelt(one, other), 0.98 * spelt(sound(one), sound(other)));
    }

    private static double spelt(String one, String other) {
        int longest = Math.max(one.length(), other.length());
        return longest == 0 ? 0 : 1 - distance(one, other) / (double) longest;
    }

    /** Letters and groups of letters that transliterations use for the same sound, as one. */
    static String sound(String word) {
        String sound = word.replace("x", "ks")
                .replace("sch", "sh")
                .replace("tch", "c")
                .replace("ph", "f")
                .replace("kh", "h")
                .replace("gh", "g")
                .replace("ck", "k")
                .replace("ou", "u")
                .replace("oo", "u")
                .replace("ee", "i")
                .replace("ie", "i")
                .replace("ei", "i")
                .replace('y', 'i')
                .replace('j', 'i')
                .replace('q', 'k')
                .replace('w', 'v');
        StringBuilder single = new StringBuilder();
        for (int i = 0; i < sound.length(); i++) {
            if (i == 0 || sound.charAt(i) != sound.charAt(i - 1)) {
                single.append(sound.charAt(i));
            }
        }
        return single.toString();
    }

    /** Only what every script writes: without vowels and what stands for them. */
    static String consonants(String word) {
        return sound(word).replaceAll("[aeiouv]", "");
    }

    /** Optimal string alignment: insertions, deletions, changes, and neighbours that changed places, each one step. */
    static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                row[j] = swapped ? Math.min(least, beforeLast[j - 2] + 1) : least;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[other.length()];
    }
}
