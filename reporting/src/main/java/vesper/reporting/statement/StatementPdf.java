package vesper.reporting.statement;

import static vesper.reporting.pdf.Weight.REGULAR;
import static vesper.reporting.pdf.Weight.SEMIBOLD;
import static vesper.reporting.statement.Paper.BOTTOM;
import static vesper.reporting.statement.Paper.CREDIT;
import static vesper.reporting.statement.Paper.GOLD;
import static vesper.reporting.statement.Paper.HAIR;
import static vesper.reporting.statement.Paper.INK;
import static vesper.reporting.statement.Paper.LABEL_SIZE;
import static vesper.reporting.statement.Paper.LEFT;
import static vesper.reporting.statement.Paper.RIGHT;
import static vesper.reporting.statement.Paper.ROW;
import static vesper.reporting.statement.Paper.SOFT;
import static vesper.reporting.statement.Paper.TEXT_SIZE;
import static vesper.reporting.statement.Paper.TINT;
import static vesper.reporting.statement.Paper.WIDTH;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vesper.reporting.pdf.Ink;
import vesper.reporting.pdf.PdfDocument;
import vesper.reporting.pdf.PdfPage;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.pdf.Role;
import vesper.reporting.pdf.Weight;

/**
 * Lays a statement out as PDF: letterhead and facts on the first page, the entries in as many pages as they need, and what
 * {@link StatementTail} has to say after the closing balance. Computes no figure. One instance serves all threads.
 */
public final class StatementPdf {

    /** A rendered document; never compared by value. */
    @SuppressWarnings(
            "ArrayRecordComponent") // copying every document to guard the array would cost a tenth of its making
    public record Rendered(byte[] content, int pages) {}

    private static final double PAD = 6;
    private static final double VALUE = LEFT + 58;
    private static final double TEXT = LEFT + 114;
    private static final double REFERENCE = 338;
    private static final double CATEGORY = 66;
    private static final double CATEGORY_SIZE = 6.5;
    private static final double AMOUNT_RIGHT = RIGHT - 76;

    private static final double FIRST_TABLE = 318;
    private static final double NEXT_TABLE = 92;

    private final PdfTemplate template;
    private final @Nullable UnaryOperator<byte[]> signer;
    private final Paper paper;

    /** @param signer makes a CMS signature of bytes; null leaves documents unsigned */
    public StatementPdf(PdfTemplate template, @Nullable UnaryOperator<byte[]> signer) {
        this.template = template;
        this.signer = signer;
        this.paper = new Paper(template.fonts());
    }

    /** The statement as PDF/A-2b. */
    public Rendered render(Statement statement) {
        return render(statement, false);
    }

    /** @param accessible whether it is tagged as well, as PDF/UA-1 */
    public Rendered render(Statement statement, boolean accessible) {
        Sheet sheet = new Sheet(statement);
        PdfDocument document = template.begin(
                sheet.words.get("title") + ' ' + statement.account().number() + ' ' + statement.period(),
                sheet.words.language(),
                statement.issuedOn(),
                accessible);
        List<Pagination.Slice> slices =
                Pagination.of(statement.entries().size(), rows(FIRST_TABLE), rows(NEXT_TABLE), sheet.tail.rows());
        for (int i = 0; i < slices.size(); i++) {
            PdfPage page = document.addPage();
            double top = NEXT_TABLE;
            if (i == 0) {
                sheet.opening(page);
                top = FIRST_TABLE;
            } else {
                sheet.runningHead(page);
            }
            double y = sheet.table(page, top, slices.get(i));
            if (slices.get(i).last()) {
                sheet.tail.draw(page, y);
            }
            paper.foot(page, sheet.foot, sheet.words.page(i + 1, slices.size()));
        }
        return new Rendered(document.finish(signer), slices.size());
    }

    /** How many rows of the table fit below its head. */
    private static int rows(double top) {
        return (int) ((BOTTOM - top - ROW) / ROW);
    }

    /** One statement on its way to paper. */
    private final class Sheet {

        private final Statement statement;
        private final Wording words;
        private final Notation notation;
        private final StatementTail tail;
        private final List<String> foot;

        Sheet(Statement statement) {
            this.statement = statement;
            this.words = Wording.in(statement.holder().language());
            this.notation = new Notation(statement.account().currency(), words.language());
            this.tail = new StatementTail(paper, statement, words, notation);
            this.foot = foot(statement.seal());
        }

        private List<String> foot(Statement.@Nullable Seal seal) {
            List<String> lines = new ArrayList<>(words.legal());
            if (seal != null) {
                lines.add(MessageFormat.format(words.get("seal"), notation.date(seal.businessDate()), seal.hash()));
            }
            return lines;
        }

        void opening(PdfPage page) {
            List<Paper.Fact> facts = new ArrayList<>();
            facts.add(fact("account", words.account(statement.account().name())));
            facts.add(fact("iban", Notation.accountNumber(statement.account().number())));
            facts.add(fact("bic", statement.bank().bic()));
            if (!statement.account().cards().isEmpty()) {
                String cards = String.join(", ", statement.account().cards());
                facts.add(fact("card", MessageFormat.format(words.get("cardEnding"), cards)));
            }
            facts.add(fact("currency", statement.account().currency()));
            facts.add(fact("statementPeriod", period()));
            facts.add(fact("issued", notation.date(statement.issuedOn())));
            paper.opening(page, statement.bank(), statement.holder(), facts, words.get("title"));
            page.rectangle(LEFT, 256, WIDTH, 42, TINT);
            page.rectangle(LEFT, 256, 2, 42, GOLD);
            cell(page, 0, "opening", statement.openingMinor(), INK);
            cell(page, 1, "moneyIn", statement.creditsMinor(), CREDIT);
            cell(page, 2, "moneyOut", statement.debitsMinor(), INK);
            cell(page, 3, "closing", statement.closingMinor(), INK);
        }

        private Paper.Fact fact(String label, String value) {
            return new Paper.Fact(words.get(label), value);
        }

        private String period() {
            return MessageFormat.format(
                    words.get("period"),
                    notation.date(statement.period().from()),
                    notation.date(statement.period().to()));
        }

        private void cell(PdfPage page, int column, String label, long amountMinor, Ink ink) {
            double x = LEFT + 14 + column * (WIDTH - 14) / 4;
            page.open(Role.PARAGRAPH);
            page.text(REGULAR, LABEL_SIZE, SOFT, x, 271, words.get(label));
            String amount = notation.amount(amountMinor);
            double room = (WIDTH - 14) / 4 - 8;
            page.text(SEMIBOLD, paper.shrink(SEMIBOLD, 13, room, amount), ink, x, 288, amount);
            page.close();
        }

        void runningHead(PdfPage page) {
            paper.runningHead(
                    page,
                    statement.bank(),
                    Notation.accountNumber(statement.account().number()) + "  \u00B7  " + period());
        }

        /** Draws a page's part of the table; answers where it ends. */
        double table(PdfPage page, double top, Pagination.Slice slice) {
            page.open(Role.TABLE);
            head(page, top);
            double y = top + ROW;
            String firstLabel = slice.first() ? "opening" : "broughtForward";
            y = balanceRow(page, y, firstLabel, balanceBefore(slice.from()), slice.first() ? SEMIBOLD : REGULAR);
            for (Statement.Entry entry : statement.entries().subList(slice.from(), slice.to())) {
                y = entryRow(page, y, entry);
            }
            if (slice.last()) {
                page.rule(LEFT, y - .3, WIDTH, .8, INK);
                y = balanceRow(page, y + .8, "closing", statement.closingMinor(), SEMIBOLD);
            } else {
                y = balanceRow(page, y, "carriedForward", balanceBefore(slice.to()), REGULAR);
            }
            page.close();
            return y;
        }

        private long balanceBefore(int index) {
            return index == 0
                    ? statement.openingMinor()
                    : statement.entries().get(index - 1).balanceAfterMinor();
        }

        private void head(PdfPage page, double top) {
            double y = top + 7.5;
            page.open(Role.ROW);
            column(page, LEFT + PAD, y, "booked");
            column(page, VALUE, y, "value");
            column(page, TEXT, y, "details");
            column(page, REFERENCE, y, "reference");
            columnRight(page, AMOUNT_RIGHT, y, "amount");
            columnRight(page, RIGHT - PAD, y, "balance");
            page.close();
            page.rule(LEFT, top + ROW - 1, WIDTH, .8, INK);
        }

        private void column(PdfPage page, double x, double y, String label) {
            page.open(Role.COLUMN_HEAD);
            page.text(SEMIBOLD, LABEL_SIZE, SOFT, x, y, words.get(label));
            page.close();
        }

        private void columnRight(PdfPage page, double right, double y, String label) {
            page.open(Role.COLUMN_HEAD);
            page.textRight(SEMIBOLD, LABEL_SIZE, SOFT, right, y, words.get(label));
            page.close();
        }

        private double balanceRow(PdfPage page, double y, String label, long balanceMinor, Weight weight) {
            double baseline = y + 9.4;
            page.open(Role.ROW);
            empty(page, 2);
            cell(page, weight, TEXT_SIZE, weight == SEMIBOLD ? INK : SOFT, TEXT, baseline, words.get(label));
            empty(page, 2);
            amount(page, weight, INK, RIGHT - PAD, 90, baseline, balanceMinor);
            page.close();
            return y + ROW;
        }

        private void empty(PdfPage page, int cells) {
            for (int i = 0; i < cells; i++) {
                page.open(Role.CELL);
                page.close();
            }
        }

        private double entryRow(PdfPage page, double y, Statement.Entry entry) {
            double baseline = y + 9.4;
            page.rule(LEFT, y, WIDTH, .4, HAIR);
            page.open(Role.ROW);
            cell(page, REGULAR, TEXT_SIZE, INK, LEFT + PAD, baseline, notation.date(entry.bookingDate()));
            cell(page, REGULAR, TEXT_SIZE, SOFT, VALUE, baseline, notation.date(entry.valueDate()));
            details(page, baseline, entry);
            cell(page, REGULAR, LABEL_SIZE, SOFT, REFERENCE, baseline, entry.reference());
            Ink ink = entry.amountMinor() > 0 ? CREDIT : INK;
            amount(page, REGULAR, ink, AMOUNT_RIGHT, 64, baseline, entry.amountMinor());
            amount(page, REGULAR, INK, RIGHT - PAD, 66, baseline, entry.balanceAfterMinor());
            page.close();
            return y + ROW;
        }

        /** Who and what for at the left, the category at the right if there is one. */
        private void details(PdfPage page, double baseline, Statement.Entry entry) {
            double room = REFERENCE - TEXT - PAD;
            page.open(Role.CELL);
            if (!entry.parties().category().isEmpty()) {
                String category = paper.fit(
                        REGULAR,
                        CATEGORY_SIZE,
                        CATEGORY,
                        words.category(entry.parties().category()));
                room -= paper.width(REGULAR, CATEGORY_SIZE, category) + PAD;
                detail(page, baseline, room, entry);
                page.textRight(REGULAR, CATEGORY_SIZE, SOFT, REFERENCE - PAD, baseline, category);
            } else {
                detail(page, baseline, room, entry);
            }
            page.close();
        }

        private void detail(PdfPage page, double baseline, double room, Statement.Entry entry) {
            page.text(REGULAR, TEXT_SIZE, INK, TEXT, baseline, paper.fit(REGULAR, TEXT_SIZE, room, words.text(entry)));
        }

        private void cell(PdfPage page, Weight weight, double size, Ink ink, double x, double y, String text) {
            page.open(Role.CELL);
            page.text(weight, size, ink, x, y, text);
            page.close();
        }

        private void amount(
                PdfPage page, Weight weight, Ink ink, double right, double room, double y, long amountMinor) {
            String text = notation.amount(amountMinor);
            page.open(Role.CELL);
            page.textRight(weight, paper.shrink(weight, TEXT_SIZE, room, text), ink, right, y, text);
            page.close();
        }
    }
}
