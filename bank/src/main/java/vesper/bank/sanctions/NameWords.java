package vesper.bank.sanctions;

import java.util.Map;
import java.util.Set;

/** Words that tell little about whose name it is, and other ways to write words. Latin letters, lower case. */
final class NameWords {
    /** Titles and forms of address, and what is put before a ship's name. */
    static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "dr",
            "prof",
            "sir",
            "herr",
            "frau",
            "president",
            "prasident",
            "presidente",
            "general",
            "colonel",
            "shaikh",
            "sheikh",
            "sheik",
            "sayyid",
            "hajji",
            "haji",
            "mullah",
            "ayatollah",
            "mv",
            "mt",
            "ss");

    /** Particles of personal names: they come and go with the spelling. */
    static final Set<String> PARTICLES = Set.of(
            "al", "el", "ul", "bin", "ben", "ibn", "bint", "abu", "de", "del", "della", "di", "da", "van", "von", "der",
            "den", "la", "le", "the", "of", "and", "und", "et");

    /** Legal forms by the kind of company they stand for: OAO and AG are joint stock, OOO and GmbH limited liability. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("joint stock company", "jointstock"),
            Map.entry("open joint stock company", "jointstock"),
            Map.entry("public joint stock company", "jointstock"),
            Map.entry("closed joint stock company", "jointstock"),
            Map.entry("akcionernoe obsestvo", "jointstock"),
            Map.entry("aktsionernoe obshchestvo", "jointstock"),
            Map.entry("aktiengesellschaft", "jointstock"),
            Map.entry("societe anonyme", "jointstock"),
            Map.entry("jsc", "jointstock"),
            Map.entry("ojsc", "jointstock"),
            Map.entry("pjsc", "jointstock"),
            Map.entry("cjsc", "jointstock"),
            Map.entry("oao", "jointstock"),
            Map.entry("pao", "jointstock"),
            Map.entry("zao", "jointstock"),
            Map.entry("ao", "jointstock"),
            Map.entry("ag", "jointstock"),
            Map.entry("sa", "jointstock"),
            Map.entry("spa", "jointstock"),
            Map.entry("plc", "jointstock"),
            Map.entry("limited liability company", "limited"),
            Map.entry("societatea cu raspundere limitata", "limited"),
            Map.entry("gesellschaft mit beschrankter haftung", "limited"),
            Map.entry("sp z o o", "limited"),
            Map.entry("sp z oo", "limited"),
            Map.entry("ooo", "limited"),
            Map.entry("llc", "limited"),
            Map.entry("ltd", "limited"),
            Map.entry("limited", "limited"),
            Map.entry("gmbh", "limited"),
            Map.entry("srl", "limited"),
            Map.entry("sarl", "limited"),
            Map.entry("bv", "limited"),
            Map.entry("autonomous non profit organization", "nonprofit"),
            Map.entry("ano", "nonprofit"),
            Map.entry("company", "company"),
            Map.entry("corporation", "company"),
            Map.entry("corp", "company"),
            Map.entry("inc", "company"),
            Map.entry("incorporated", "company"),
            Map.entry("co", "company"));

    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("first", "1"),
            Map.entry("second", "2"),
            Map.entry("third", "3"),
            Map.entry("fourth", "4"),
            Map.entry("fifth", "5"),
            Map.entry("1st", "1"),
            Map.entry("2nd", "2"),
            Map.entry("3rd", "3"),
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"));

    private static final Map<String, Integer> TENS = Map.ofEntries(
            Map.entry("twenty", 2),
            Map.entry("thirty", 3),
            Map.entry("forty", 4),
            Map.entry("fourty", 4),
            Map.entry("fifty", 5),
            Map.entry("sixty", 6),
            Map.entry("seventy", 7),
            Map.entry("eighty", 8),
            Map.entry("ninety", 9));

    /** The longest legal form has six words. */
    static final int LONGEST_FORM = 6;

    private NameWords() {}

    /** The kind of legal form that words name, or an empty text. */
    static String form(String words) {
        return FORMS.getOrDefault(words, "");
    }

    /** A number word as digits, any other word as it is. */
    static String number(String word) {
        return NUMBERS.getOrDefault(word, word);
    }

    /** Tens of a number word, or 0. */
    static int tens(String word) {
        return TENS.getOrDefault(word, 0);
    }
}
