package vesper.api.account;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.bank.account.Account;
import vesper.bank.ledger.AccountHistory.Filter;
import vesper.bank.ledger.EntryKind;

/** Reads which transactions are asked for from parameters. */
final class TransactionFilter {
    static final List<String> PARAMETERS = List.of("from", "to", "minAmount", "maxAmount", "direction", "kind", "q");
    private static final int TEXT = 100;

    private TransactionFilter() {}

    /**
     * What the parameters say.
     *
     * @throws vesper.api.problem.ProblemException naming each that is wrong
     */
    static Filter of(Function<String, @Nullable String> parameters, Account account, long maxAmountMajor) {
        FieldChecks fields = new FieldChecks();
        LocalDate from = fields.date("from", parameters.apply("from"));
        LocalDate to = fields.date("to", parameters.apply("to"));
        Long min = amount("minAmount", parameters, account, maxAmountMajor, fields);
        Long max = amount("maxAmount", parameters, account, maxAmountMajor, fields);
        Boolean received = received(parameters.apply("direction"), fields);
        EntryKind kind = kind(parameters.apply("kind"), fields);
        String text = fields.optional("q", parameters.apply("q"), TEXT);
        fields.finish();
        return new Filter(from, to, min, max, received, kind, text == null ? List.of() : words(text));
    }

    private static @Nullable Long amount(
            String name,
            Function<String, @Nullable String> parameters,
            Account account,
            long maxMajor,
            FieldChecks fields) {
        String value = parameters.apply(name);
        return value == null ? null : fields.amount(name, value, account.currency(), maxMajor, true);
    }

    private static @Nullable Boolean received(@Nullable String direction, FieldChecks fields) {
        if (direction == null) {
            return null;
        }
        if (!direction.equals("received") && !direction.equals("paid")) {
            fields.error("direction", ProblemCode.UNKNOWN_VALUE, "must be received or paid");
        }
        return direction.equals("received");
    }

    private static @Nullable EntryKind kind(@Nullable String name, FieldChecks fields) {
        if (name == null) {
            return null;
        }
        for (EntryKind kind : EntryKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        fields.error("kind", ProblemCode.UNKNOWN_VALUE, "must be a kind of transaction, such as transfer");
        return null;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .toList();
    }
}
