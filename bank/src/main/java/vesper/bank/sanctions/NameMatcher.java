package vesper.bank.sanctions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares a name with a listed one. Each word of the name must be found in the listed name, in any order; the listed name may
 * have more words. A name may be run together, parted otherwise, or in another script.
 */
public final class NameMatcher {
    /** From this score on two names may be of the same, and a person has to look. */
    public static final double MATCH = 0.8;

    /** Below this two words are not the same word. */
    private static final double WORD = 0.74;

    /** Shorter names are too easily alike to be compared as one word. */
    private static final int JOINED = 6;

    private NameMatcher() {}

    /** How likely two names are of the same person or thing, 0 to 1. */
    public static double score(String name, String listed, NameKind kind) {
        FoldedName one = FoldedName.of(name, kind);
        FoldedName other = FoldedName.of(listed, kind);
        double words = Math.max(byWords(one, other, kind), joined(one, other));
        if (one.writtenInConsonants() != other.writtenInConsonants()) {
            words = Math.max(words, byConsonants(one, other));
        }
        return kind == NameKind.ORGANISATION && differ(one.forms(), other.forms()) ? words - 0.25 : words;
    }

    public static boolean matches(String name, String listed, NameKind kind) {
        return score(name, listed, kind) >= MATCH;
    }

    /** Legal forms of known and different kinds: another company. "Company" may be any. */
    private static boolean differ(Set<String> one, Set<String> other) {
        List<String> kinds = new ArrayList<>(one);
        kinds.removeAll(Set.of("company"));
        List<String> others = new ArrayList<>(other);
        others.removeAll(Set.of("company"));
        return !kinds.isEmpty() && !others.isEmpty() && kinds.stream().noneMatch(others::contains);
    }

    private static double byWords(FoldedName one, FoldedName other, NameKind kind) {
        List<String> left = new ArrayList<>(other.words());
        double sum = 0;
        double weights = 0;
        boolean whole = false;
        List<String> initials = new ArrayList<>();
        for (String word : one.words()) {
            if (word.length() == 1 && kind == NameKind.PERSON) {
                initials.add(word);
                continue;
            }
            int best = best(word, left);
            double similarity = best < 0 ? 0 : WordSimilarity.of(word, left.get(best));
            if (similarity < WORD) {
                similarity = 0;
            } else {
                left.remove(best);
                whole = true;
            }
            double weight = Math.sqrt(word.length());
            sum += weight * similarity;
            weights += weight;
        }
        if (!whole) {
            return 0;
        }
        double score = sum / weights;
        for (String initial : initials) {
            // An initial stands for a word that is left, or for one that is not told.
            boolean found = left.removeIf(word -> word.startsWith(initial));
            score -= found ? 0 : left.isEmpty() ? 0.02 : 0.25;
        }
        double missing = 0;
        for (String word : left) {
            missing += word.length();
        }
        double share = missing / Math.max(1, other.joined().length());
        return score - (kind == NameKind.PERSON ? 0.1 : 0.25) * share;
    }

    private static int best(String word, List<String> words) {
        int best = -1;
        double highest = 0;
        for (int i = 0; i < words.size(); i++) {
            double similarity = WordSimilarity.of(word, words.get(i));
            if (similarity > highest) {
                highest = similarity;
                best = i;
            }
        }
        return best;
    }

    /** All words as one: for names that were run together or parted otherwise. */
    private static double joined(FoldedName one, FoldedName other) {
        String first = one.joined();
        String second = other.joined();
        boolean parted = one.words().size() != other.words().size();
        return parted && Math.min(first.length(), second.length()) >= JOINED ? WordSimilarity.of(first, second) : 0;
    }

    private static double byConsonants(FoldedName one, FoldedName other) {
        String first = WordSimilarity.consonants(one.joined());
        String second = WordSimilarity.consonants(other.joined());
        return first.equals(second) && first.length() > 1 ? 0.9 : 0;
    }
}
