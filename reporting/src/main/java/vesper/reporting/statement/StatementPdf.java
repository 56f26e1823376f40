package vesper.reporting.statement;

import static vesper.reporting.pdf.Weight.REGULAR;
import static vesper.reporting.pdf.Weight.SEMIBOLD;

import java.text.MessageFormat;
import java.util.List;
import vesper.bank.servicing.LoanPeriod;
import vesper.reporting.pdf.Fonts;
import vesper.reporting.pdf.Ink;
import vesper.reporting.pdf.PdfDocument;
import vesper.reporting.pdf.PdfPage;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.pdf.Weight;

/**
 * Lays a statement out as PDF: letterhead and facts on the first page, the entries in as many pages as they need, the
 * interest, or the loan, after the closing balance. Computes no figure. One instance serves all threads.
 */
public final class StatementPdf {

    /** A rendered document; never compared by value. */
    @SuppressWarnings(
            "ArrayRecordComponent") // copying every document to guard the array would cost a tenth of its making
    public record Rendered(byte[] content, int pages) {}

    private static final Ink INK = Ink.of(0x1B2440);
    private static final Ink SOFT = Ink.of(0x5F6880);
    private static final Ink HAIR = Ink.of(0xD9DDE6);
    private static final Ink TINT = Ink.of(0xF3F5F9);
    private static final Ink GOLD = Ink.of(0xB7862B);
    private static final Ink CREDIT = Ink.of(0x1C6B4F);

    private static final double LEFT = 56;
    private static final double RIGHT = PdfPage.WIDTH - 56;
    private static final double WIDTH = RIGHT - LEFT;
    private static final double FACTS = 352;
    private static final double PAD = 6;

    private static final double VALUE = LEFT + 58;
    private static final double TEXT = LEFT + 114;
    private static final double REFERENCE = 338;
    private static final double AMOUNT_RIGHT = RIGHT - 76;
    private static final double ROW = 13.4;
    private static final double TEXT_SIZE = 8;
    private static final double LABEL_SIZE = 7;

    private static final double FIRST_TABLE = 318;
    private static final double NEXT_TABLE = 92;
    private static final double BOTTOM = 768;
    private static final double FOOT = 790;

    private final PdfTemplate template;
    private final Fonts fonts;

    public StatementPdf(PdfTemplate template) {
        this.template = template;
        this.fonts = template.fonts();
    }

    /** The name under which a statement's PDF is saved. */
    public static String fileName(String accountNumber, Period period) {
        return "statement_" + accountNumber + '_' + period.from() + '_' + period.to() + ".pdf";
    }

    public Rendered render(Statement statement) {
        Sheet sheet = new Sheet(statement);
        PdfDocument document = template.begin(
                sheet.words.get("title") + ' ' + statement.account().number() + ' ' + statement.period(),
                sheet.words.language(),
                statement.issuedOn());
        List<Pagination.Slice> slices =
                Pagination.of(statement.entries().size(), rows(FIRST_TABLE), rows(NEXT_TABLE), sheet.lastRows());
        for (int i = 0; i < slices.size(); i++) {
            PdfPage page = document.addPage();
            double top = NEXT_TABLE;
            if (i == 0) {
                sheet.opening(page);
                top = FIRST_TABLE;
            } else {
                sheet.runningHead(page);
            }
            sheet.table(page, top, slices.get(i));
            sheet.foot(page, i + 1, slices.size());
        }
        return new Rendered(document.finish(), slices.size());
    }

    /** How many rows of the table fit below its head. */
    private static int rows(double top) {
        return (int) ((BOTTOM - top - ROW) / ROW);
    }

    /** One statement on its way to paper. */
    private final class Sheet {

        /** Room that the interest block takes, in rows of the table. */
        private static final int INTEREST_ROWS = 6;

        /** Room that the loan block takes, in rows of the table. */
        private static final int LOAN_ROWS = 10;

        private final Statement statement;
        private final Notation notation;
        private final Wording words;

        Sheet(Statement statement) {
            this.statement = statement;
            this.notation = new Notation(statement.account().currency());
            this.words = Wording.in(statement.holder().language());
        }

        /** Room that the block after the closing balance takes. */
        int lastRows() {
            return statement.loan() == null ? INTEREST_ROWS : LOAN_ROWS;
        }

        void opening(PdfPage page) {
            star(page, LEFT + 8, 57, 9);
            page.text(SEMIBOLD, 17, INK, LEFT + 23, 63, statement.bank().name());
            double y = 52;
            for (String line : statement.bank().address()) {
                right(page, REGULAR, 7.5, SOFT, y, line);
                y += 10;
            }
            right(page, REGULAR, 7.5, SOFT, y, statement.bank().contact());
            page.rule(LEFT, 82, WIDTH, .6, HAIR);
            holder(page);
            facts(page);
            page.text(SEMIBOLD, 20, INK, LEFT, 240, words.get("title"));
            summary(page);
        }

        private void holder(PdfPage page) {
            double y = 126;
            page.text(
                    SEMIBOLD,
                    10,
                    INK,
                    LEFT,
                    y,
                    fit(SEMIBOLD, 10, FACTS - LEFT - 20, statement.holder().name()));
            List<String> address = statement.holder().address();
            for (String line : address.subList(0, Math.min(5, address.size()))) {
                y += 13.5;
                page.text(REGULAR, 9.5, INK, LEFT, y, fit(REGULAR, 9.5, FACTS - LEFT - 20, line));
            }
        }

        private void facts(PdfPage page) {
            double y = 126;
            y = fact(page, y, "account", statement.account().name());
            y = fact(page, y, "iban", Notation.accountNumber(statement.account().number()));
            y = fact(page, y, "bic", statement.bank().bic());
            y = fact(page, y, "currency", statement.account().currency());
            y = fact(page, y, "statementPeriod", period());
            fact(page, y, "issued", Notation.date(statement.issuedOn()));
        }

        private double fact(PdfPage page, double y, String label, String value) {
            page.text(REGULAR, LABEL_SIZE, SOFT, FACTS, y, words.get(label));
            page.text(REGULAR, 8.5, INK, FACTS + 46, y, fit(REGULAR, 8.5, RIGHT - FACTS - 46, value));
            return y + 14;
        }

        private String period() {
            return MessageFormat.format(
                    words.get("period"),
                    Notation.date(statement.period().from()),
                    Notation.date(statement.period().to()));
        }

        private void summary(PdfPage page) {
            page.rectangle(LEFT, 256, WIDTH, 42, TINT);
            page.rectangle(LEFT, 256, 2, 42, GOLD);
            cell(page, 0, "opening", statement.openingMinor(), INK);
            cell(page, 1, "moneyIn", statement.creditsMinor(), CREDIT);
            cell(page, 2, "moneyOut", statement.debitsMinor(), INK);
            cell(page, 3, "closing", statement.closingMinor(), INK);
        }

        private void cell(PdfPage page, int column, String label, long amountMinor, Ink ink) {
            double x = LEFT + 14 + column * (WIDTH - 14) / 4;
            page.text(REGULAR, LABEL_SIZE, SOFT, x, 271, words.get(label));
            String amount = notation.amount(amountMinor);
            double room = (WIDTH - 14) / 4 - 8;
            page.text(SEMIBOLD, shrink(SEMIBOLD, 13, room, amount), ink, x, 288, amount);
        }

        void runningHead(PdfPage page) {
            star(page, LEFT + 5, 49, 5.5);
            page.text(SEMIBOLD, 9, INK, LEFT + 15, 52, statement.bank().name());
            right(
                    page,
                    REGULAR,
                    7.5,
                    SOFT,
                    52,
                    Notation.accountNumber(statement.account().number()) + "  \u00B7  " + period());
            page.rule(LEFT, 64, WIDTH, .6, HAIR);
        }

        void table(PdfPage page, double top, Pagination.Slice slice) {
            head(page, top);
            double y = top + ROW;
            String firstLabel = slice.first() ? "opening" : "broughtForward";
            y = balanceRow(page, y, firstLabel, balanceBefore(slice.from()), slice.first() ? SEMIBOLD : REGULAR);
            for (Statement.Entry entry : statement.entries().subList(slice.from(), slice.to())) {
                y = entryRow(page, y, entry);
            }
            if (slice.last()) {
                if (statement.entries().isEmpty()) {
                    page.text(REGULAR, TEXT_SIZE, SOFT, TEXT, y + 9.4, words.get("none"));
                    y += ROW;
                }
                page.rule(LEFT, y - .3, WIDTH, .8, INK);
                y = balanceRow(page, y + .8, "closing", statement.closingMinor(), SEMIBOLD);
                if (statement.loan() == null) {
                    interest(page, y + ROW);
                } else {
                    loan(page, y + ROW, statement.loan());
                }
            } else {
                balanceRow(page, y, "carriedForward", balanceBefore(slice.to()), REGULAR);
            }
        }

        private long balanceBefore(int index) {
            return index == 0
                    ? statement.openingMinor()
                    : statement.entries().get(index - 1).balanceAfterMinor();
        }

        private void head(PdfPage page, double top) {
            double y = top + 7.5;
            page.text(SEMIBOLD, LABEL_SIZE, SOFT, LEFT + PAD, y, words.get("booked"));
            page.text(SEMIBOLD, LABEL_SIZE, SOFT, VALUE, y, words.get("value"));
            page.text(SEMIBOLD, LABEL_SIZE, SOFT, TEXT, y, words.get("details"));
            page.text(SEMIBOLD, LABEL_SIZE, SOFT, REFERENCE, y, words.get("reference"));
            page.textRight(SEMIBOLD, LABEL_SIZE, SOFT, AMOUNT_RIGHT, y, words.get("amount"));
            page.textRight(SEMIBOLD, LABEL_SIZE, SOFT, RIGHT - PAD, y, words.get("balance"));
            page.rule(LEFT, top + ROW - 1, WIDTH, .8, INK);
        }

        private double balanceRow(PdfPage page, double y, String label, long balanceMinor, Weight weight) {
            double baseline = y + 9.4;
            page.text(weight, TEXT_SIZE, weight == SEMIBOLD ? INK : SOFT, TEXT, baseline, words.get(label));
            amount(page, weight, INK, RIGHT - PAD, 90, baseline, balanceMinor);
            return y + ROW;
        }

        private double entryRow(PdfPage page, double y, Statement.Entry entry) {
            double baseline = y + 9.4;
            page.rule(LEFT, y, WIDTH, .4, HAIR);
            page.text(REGULAR, TEXT_SIZE, INK, LEFT + PAD, baseline, Notation.date(entry.bookingDate()));
            page.text(REGULAR, TEXT_SIZE, SOFT, VALUE, baseline, Notation.date(entry.valueDate()));
            page.text(
                    REGULAR,
                    TEXT_SIZE,
                    INK,
                    TEXT,
                    baseline,
                    fit(REGULAR, TEXT_SIZE, REFERENCE - TEXT - PAD, words.text(entry)));
            page.text(REGULAR, LABEL_SIZE, SOFT, REFERENCE, baseline, entry.reference());
            Ink ink = entry.amountMinor() > 0 ? CREDIT : INK;
            amount(page, REGULAR, ink, AMOUNT_RIGHT, 64, baseline, entry.amountMinor());
            amount(page, REGULAR, INK, RIGHT - PAD, 66, baseline, entry.balanceAfterMinor());
            return y + ROW;
        }

        private void amount(
                PdfPage page, Weight weight, Ink ink, double right, double room, double y, long amountMinor) {
            String text = notation.amount(amountMinor);
            page.textRight(weight, shrink(weight, TEXT_SIZE, room, text), ink, right, y, text);
        }

        private void interest(PdfPage page, double top) {
            Statement.Interest interest = statement.interest();
            double y = blockHead(page, top, "interest");
            if (interest.rateBps() != null) {
                y = blockRow(page, y, words.get("interestRate"), Notation.rate(interest.rateBps()));
            }
            if (interest.accruedMinor() != null) {
                y = blockRow(page, y, words.get("interestAccrued"), notation.amount(interest.accruedMinor()));
            }
            blockRow(page, y, words.get("interestPosted"), notation.amount(interest.postedMinor()));
        }

        private void loan(PdfPage page, double top, LoanPeriod loan) {
            double y = blockHead(page, top, "loan");
            y = blockRow(page, y, words.get("loanPrincipal"), notation.amount(loan.principalMinor()));
            y = blockRow(
                    page,
                    y,
                    words.get("loanPaidPrincipal"),
                    notation.amount(loan.paid().principalMinor()));
            y = blockRow(
                    page,
                    y,
                    words.get("loanPaidInterest"),
                    notation.amount(loan.paid().interestMinor()));
            y = blockRow(
                    page,
                    y,
                    words.get("loanPaidFees"),
                    notation.amount(loan.paid().feeMinor()));
            y = blockRow(
                    page,
                    y,
                    words.get("loanPaidPenalties"),
                    notation.amount(loan.paid().penaltyMinor()));
            y = blockRow(page, y, words.get("loanOverdue"), notation.amount(loan.overdueMinor()));
            if (loan.nextDueOn() == null) {
                page.text(REGULAR, TEXT_SIZE, SOFT, LEFT, y, words.get("loanNoNext"));
            } else {
                String next = MessageFormat.format(words.get("loanNext"), Notation.date(loan.nextDueOn()));
                blockRow(page, y, next, notation.amount(loan.nextDueMinor()));
            }
        }

        private double blockHead(PdfPage page, double top, String label) {
            double y = top + 10;
            page.text(SEMIBOLD, 9, INK, LEFT, y, words.get(label));
            page.rule(LEFT, y + 5, WIDTH / 2, .6, HAIR);
            return y + 18;
        }

        private double blockRow(PdfPage page, double y, String label, String value) {
            page.text(REGULAR, TEXT_SIZE, SOFT, LEFT, y, label);
            page.textRight(REGULAR, TEXT_SIZE, INK, LEFT + WIDTH / 2, y, value);
            return y + ROW;
        }

        void foot(PdfPage page, int number, int of) {
            page.rule(LEFT, FOOT - 10, WIDTH, .6, HAIR);
            double y = FOOT;
            for (String line : statement.bank().legal()) {
                page.text(REGULAR, 6.5, SOFT, LEFT, y, fit(REGULAR, 6.5, WIDTH - 70, line));
                y += 9;
            }
            right(page, REGULAR, 7, SOFT, FOOT, MessageFormat.format(words.get("page"), number, of));
        }

        private void right(PdfPage page, Weight weight, double size, Ink ink, double y, String text) {
            page.textRight(weight, size, ink, RIGHT, y, text);
        }
    }

    private String fit(Weight weight, double size, double width, String text) {
        return fonts.fit(weight, size, width, Fonts.line(text));
    }

    /** The size itself, or the smaller one at which a very long figure still fits its column whole. */
    private double shrink(Weight weight, double size, double room, String figure) {
        double width = fonts.width(weight, size, figure);
        return width <= room ? size : size * room / width;
    }

    /** The evening star of the letterhead. */
    private static void star(PdfPage page, double x, double y, double radius) {
        double waist = radius * .22;
        page.polygon(
                GOLD,
                x,
                y - radius,
                x + waist,
                y - waist,
                x + radius,
                y,
                x + waist,
                y + waist,
                x,
                y + radius,
                x - waist,
                y + waist,
                x - radius,
                y,
                x - waist,
                y - waist);
    }
}
