package vesper.bank.retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * What may be deleted after a time. Each module declares its own in {@code vesper/retention-MODULE.json}.
 *
 * @param subject what it is, for people and in {@code retention_period}
 * @param table whose rows are deleted
 * @param over the column with the day or the moment from which the time counts
 * @param condition on rows, in SQL; those for which it does not hold are kept
 * @param days how long a row is kept, if {@code retention_period} says nothing else
 */
record RetentionRule(String subject, String table, String over, String condition, int days) {
    private static final List<String> MODULES = List.of("bank", "reporting", "batch-jobs", "online-api", "console");
    private static final Pattern NAME = Pattern.compile("[a-z_0-9]+");
    /** The books, what proves them, and what was said to whom about them. */
    private static final Set<String> BOOKS = Set.of(
            "account",
            "account_dormancy",
            "account_fee",
            "audit_event",
            "audit_head",
            "balance_snapshot",
            "business_date",
            "customer",
            "day_proof",
            "day_seal",
            "document",
            "hold",
            "interest_accrual",
            "interest_adjustment",
            "interest_capitalisation",
            "journal_entry",
            "ledger_balance",
            "own_balance_part",
            "payment",
            "posting",
            "seal_key",
            "seal_leaf",
            "value_date_shift");

    /** @throws IllegalArgumentException if the rule is about the books, or its period or names make no sense */
    RetentionRule {
        if (BOOKS.contains(table) || table.startsWith("loan_")) {
            throw new IllegalArgumentException(table + " belongs to the books, of which nothing is deleted");
        }
        if (!NAME.matcher(table).matches() || !NAME.matcher(over).matches() || days < 1) {
            throw new IllegalArgumentException("the rule about " + subject + " makes no sense");
        }
    }

    /** What the modules declare that are part of this program, by subject. */
    static List<RetentionRule> declared() {
        List<RetentionRule> rules = new ArrayList<>();
        try {
            for (String module : MODULES) {
                for (URL part : Collections.list(
                        RetentionRule.class.getClassLoader().getResources("vesper/retention-" + module + ".json"))) {
                    try (InputStream in = part.openStream()) {
                        rules.addAll(List.of(new JsonMapper().readValue(in, RetentionRule[].class)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what may be deleted", e);
        }
        rules.sort(Comparator.comparing(RetentionRule::subject));
        return List.copyOf(rules);
    }
}
