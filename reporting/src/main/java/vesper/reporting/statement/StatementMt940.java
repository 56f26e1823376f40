package vesper.reporting.statement;

import com.ibm.icu.text.Transliterator;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import vesper.bank.Ids;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.statement.Statement.Entry;

/**
 * Writes a statement as SWIFT MT940 customer statement messages (Standards MT, category 9): the fields of the text block, each
 * message ended by a line with a hyphen, as many messages as their limit of 2,000 characters asks for. Letters outside of the
 * character set X are brought into it; text beyond the six lines of field 86 is left out.
 */
public final class StatementMt940 {

    private static final int MESSAGE_CHARACTERS = 2000;
    private static final int AMOUNT_CHARACTERS = 15;
    private static final int INFORMATION_LINES = 6;
    private static final int INFORMATION_CHARACTERS = 65;
    private static final String LINE_END = "\r\n";
    private static final String END = "-" + LINE_END;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuMMdd");
    private static final DateTimeFormatter ENTRY_DATE = DateTimeFormatter.ofPattern("MMdd");
    private static final DateTimeFormatter NUMBER = DateTimeFormatter.ofPattern("uuDDD");
    private static final ThreadLocal<Transliterator> LATIN =
            ThreadLocal.withInitial(() -> Transliterator.getInstance("Any-Latin; Latin-ASCII"));

    /**
     * The messages, in ASCII. The same statement gives the same bytes.
     *
     * @throws UnwritableStatementException if a figure has more than the 15 characters that an amount may have
     */
    public byte[] render(Statement statement) {
        return new Messages(statement).write().getBytes(StandardCharsets.US_ASCII);
    }

    /** One statement being written. */
    private static final class Messages {
        private final Statement statement;
        private final Notation notation;
        private final StringBuilder out;
        private int begin;
        private int sequence;

        Messages(Statement statement) {
            this.statement = statement;
            this.notation = new Notation(
                    statement.account().currency(), statement.holder().language());
            this.out = new StringBuilder(256 + 128 * statement.entries().size());
        }

        String write() {
            LocalDate before = statement.period().from().minusDays(1);
            begin(balance("60F", before, statement.openingMinor()));
            LocalDate date = before;
            long balanceMinor = statement.openingMinor();
            for (Entry entry : statement.entries()) {
                String fields = fields(entry);
                String closing = balance("62M", date, balanceMinor);
                if (out.length() - begin + fields.length() + closing.length() + END.length() > MESSAGE_CHARACTERS) {
                    out.append(closing).append(END);
                    begin(balance("60M", date, balanceMinor));
                }
                out.append(fields);
                date = entry.bookingDate();
                balanceMinor = entry.balanceAfterMinor();
            }
            out.append(balance("62F", statement.period().to(), statement.closingMinor()))
                    .append(END);
            return out.toString();
        }

        private void begin(String opening) {
            begin = out.length();
            sequence++;
            String id = Ids.of(
                            "mt940",
                            statement.account().number(),
                            statement.period().toString())
                    .toString()
                    .replace("-", "")
                    .toUpperCase(Locale.ROOT);
            out.append(field("20", id.substring(0, 16)))
                    .append(field("25", statement.account().number()))
                    .append(field("28C", NUMBER.format(statement.period().to()) + '/' + sequence))
                    .append(opening);
        }

        private String fields(Entry entry) {
            String side = entry.amountMinor() < 0 ? "D" : "C";
            String information = information(entry);
            return field(
                            "61",
                            DATE.format(entry.valueDate())
                                    + ENTRY_DATE.format(entry.bookingDate())
                                    + side
                                    + amount(entry.amountMinor())
                                    + 'N' + transactionType(entry.kind())
                                    + "NONREF//" + entry.reference())
                    + (information.isEmpty() ? "" : field("86", information));
        }

        private String balance(String tag, LocalDate date, long amountMinor) {
            return field(
                    tag,
                    (amountMinor < 0 ? "D" : "C")
                            + DATE.format(date)
                            + statement.account().currency()
                            + amount(amountMinor));
        }

        /** Without sign, a comma before the decimals, also where there are none. */
        private String amount(long amountMinor) {
            String plain = notation.plain(amountMinor).replace("-", "").replace('.', ',');
            String amount = plain.indexOf(',') < 0 ? plain + ',' : plain;
            if (amount.length() > AMOUNT_CHARACTERS) {
                throw new UnwritableStatementException(
                        "MT940 has no room for " + amount + ": an amount has at most 15 characters");
            }
            return amount;
        }
    }

    private static String field(String tag, String content) {
        return ':' + tag + ':' + content + LINE_END;
    }

    private static String information(Entry entry) {
        String counterparty = entry.parties().counterparty();
        String text = inCharacterSet(
                counterparty.equals(entry.text()) ? entry.text() : (counterparty + ' ' + entry.text()).strip());
        StringBuilder lines = new StringBuilder();
        for (int line = 0, from = 0; line < INFORMATION_LINES && from < text.length(); line++) {
            int to = Math.min(text.length(), from + INFORMATION_CHARACTERS);
            // A line that begins with a colon or a hyphen would be read as a field, or the end of the message.
            String piece = text.substring(from, to);
            lines.append(lines.length() == 0 ? "" : LINE_END)
                    .append(":-".indexOf(piece.charAt(0)) < 0 ? piece : '.' + piece.substring(1));
            from = to;
        }
        return lines.toString();
    }

    /** Letters, figures and {@code / - ? : ( ) . , ' +} and blanks; others become a blank, or the Latin letters nearest to them. */
    private static String inCharacterSet(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        String latin = ascii ? text : LATIN.get().transliterate(text);
        return latin.replaceAll("[^A-Za-z0-9/?:().,'+-]+", " ").strip();
    }

    /** The identification code of the type of transaction (Standards MT, field 61, subfield 6). */
    static String transactionType(EntryKind kind) {
        return switch (kind) {
            case TRANSFER, DEPOSIT, OPENING -> "TRF";
            case CAPITALISATION, OVERDRAFT_INTEREST -> "INT";
            case WITHHOLDING_TAX -> "TAX";
            case FEE, ACCOUNT_FEE -> "CHG";
            case DIRECT_DEBIT -> "DDT";
            case LOAN_DISBURSEMENT, LOAN_REPAYMENT, LOAN_ACCRUAL, LOAN_CHARGE, LOAN_ADJUSTMENT, LOAN_PROVISION -> "LDP";
            case EXCHANGE -> "FEX";
            case CARD_PAYMENT, REVERSAL -> "MSC";
        };
    }
}
