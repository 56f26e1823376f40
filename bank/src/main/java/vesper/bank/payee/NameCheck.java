package vesper.bank.payee;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import vesper.bank.sanctions.LatinWords;

/**
 * Compares the name that a payer gives with that of an account's holder, word by word and in any order, and answers as
 * the EPC's scheme for Verification of Payee does: match, close match, no match. Pure.
 */
public final class NameCheck {
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    /** From here on two words are one with a slip of the pen: Nilsson and Nillson (0.93), not Ada and Ida (0.78). */
    private static final double SIMILAR = 0.9;

    private NameCheck() {}

    /** How two names compare. The names are stable: they are stored. */
    public enum Result {
        /** The same but for case, accents, titles and the order of words. */
        MATCH,
        /** A slip of the pen, an initial, a middle name too many or too few: the payer should see the name. */
        CLOSE_MATCH,
        NO_MATCH
    }

    /** How the name that was given compares with the holder's. {@code "A. Nillson"} is close to {@code "Ada Nilsson"}. */
    public static Result compare(String given, String holder) {
        List<String> one = LatinWords.untitled(given);
        List<String> other = LatinWords.untitled(holder);
        if (one.isEmpty() || other.isEmpty()) {
            return Result.NO_MATCH;
        }
        if (one.stream().sorted().toList().equals(other.stream().sorted().toList())) {
            return Result.MATCH;
        }
        boolean joined = String.join("", one).equals(String.join("", other));
        List<String> fewer = one.size() <= other.size() ? one : other;
        List<String> more = one.size() <= other.size() ? other : one;
        return joined || isWithin(fewer, more) ? Result.CLOSE_MATCH : Result.NO_MATCH;
    }

    /** Whether each word has one of its own among the others that it may stand for. One word alone stands for no longer name. */
    private static boolean isWithin(List<String> fewer, List<String> more) {
        if (fewer.size() == 1 && more.size() > 1) {
            return false;
        }
        List<String> left = new ArrayList<>(more);
        boolean whole = false;
        for (String word : fewer) {
            int best = best(word, left);
            if (best < 0) {
                return false;
            }
            whole |= word.length() > 1 && left.get(best).length() > 1;
            left.remove(best);
        }
        return whole;
    }

    /** The place of the word that is most alike; -1 if none is alike enough. */
    private static int best(String word, List<String> words) {
        int best = -1;
        double highest = SIMILAR;
        for (int i = 0; i < words.size(); i++) {
            double similarity = similarity(word, words.get(i));
            if (similarity >= highest) {
                best = i;
                highest = similarity;
            }
        }
        return best;
    }

    private static double similarity(String one, String other) {
        boolean initial = one.length() == 1 || other.length() == 1;
        if (initial) {
            return one.charAt(0) == other.charAt(0) ? SIMILAR : 0;
        }
        return SIMILARITY.apply(one, other);
    }
}
