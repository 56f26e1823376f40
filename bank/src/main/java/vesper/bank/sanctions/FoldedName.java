package vesper.bank.sanctions;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A name made comparable: Latin letters in lower case without accents, whatever script it was in; titles and particles left out,
 * legal forms set apart, numbers as digits, single letters that follow each other joined.
 *
 * @param words what is left, in order
 * @param joined all but titles and legal forms, run together
 * @param forms kinds of its legal forms
 * @param writtenInConsonants whether it was in a script that leaves vowels out (Arabic, Hebrew)
 */
record FoldedName(List<String> words, String joined, Set<String> forms, boolean writtenInConsonants) {
    static FoldedName of(String name, NameKind kind) {
        List<String> words = LatinWords.of(name);
        if (kind != NameKind.PERSON) {
            words = joinLetters(words);
        }
        Set<String> forms = new TreeSet<>();
        if (kind == NameKind.ORGANISATION) {
            words = withoutForms(words, forms);
        }
        words = numbers(words);
        List<String> named = LatinWords.without(NameWords.TITLES, words);
        return new FoldedName(
                LatinWords.without(NameWords.PARTICLES, named),
                String.join("", named),
                forms,
                writtenInConsonants(name));
    }

    /** A.B.C. is ABC. */
    private static List<String> joinLetters(List<String> words) {
        List<String> joined = new ArrayList<>();
        boolean open = false;
        for (String word : words) {
            boolean letter = word.length() == 1 && Character.isLetter(word.charAt(0));
            if (letter && open) {
                joined.set(joined.size() - 1, joined.get(joined.size() - 1) + word);
            } else {
                joined.add(word);
            }
            open = letter;
        }
        return joined;
    }

    private static List<String> withoutForms(List<String> words, Set<String> forms) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            int length = formAt(words, i);
            if (length > 0) {
                forms.add(NameWords.form(String.join(" ", words.subList(i, i + length))));
                i += length;
            } else {
                kept.add(words.get(i++));
            }
        }
        return kept.isEmpty() ? words : kept;
    }

    private static int formAt(List<String> words, int start) {
        for (int length = Math.min(NameWords.LONGEST_FORM, words.size() - start); length > 0; length--) {
            if (!NameWords.form(String.join(" ", words.subList(start, start + length)))
                    .isEmpty()) {
                return length;
            }
        }
        return 0;
    }

    private static List<String> numbers(List<String> words) {
        List<String> with = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            int tens = NameWords.tens(words.get(i));
            String next = i + 1 < words.size() ? NameWords.number(words.get(i + 1)) : "";
            if (tens > 0 && next.matches("[1-9]")) {
                with.add(tens + next);
                i++;
            } else {
                with.add(tens > 0 ? tens + "0" : NameWords.number(words.get(i)));
            }
        }
        return with;
    }

    private static boolean writtenInConsonants(String name) {
        return name.codePoints().anyMatch(point -> {
            UnicodeScript script = UnicodeScript.of(point);
            return script == UnicodeScript.ARABIC || script == UnicodeScript.HEBREW;
        });
    }
}
