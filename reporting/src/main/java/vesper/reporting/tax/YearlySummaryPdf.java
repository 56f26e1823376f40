package vesper.reporting.tax;

import static vesper.reporting.pdf.Weight.REGULAR;
import static vesper.reporting.pdf.Weight.SEMIBOLD;
import static vesper.reporting.statement.Paper.HAIR;
import static vesper.reporting.statement.Paper.INK;
import static vesper.reporting.statement.Paper.LEFT;
import static vesper.reporting.statement.Paper.RIGHT;
import static vesper.reporting.statement.Paper.ROW;
import static vesper.reporting.statement.Paper.SOFT;
import static vesper.reporting.statement.Paper.TEXT_SIZE;
import static vesper.reporting.statement.Paper.WIDTH;

import java.text.MessageFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vesper.reporting.pdf.Ink;
import vesper.reporting.pdf.PdfDocument;
import vesper.reporting.pdf.PdfPage;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.pdf.Role;
import vesper.reporting.pdf.Weight;
import vesper.reporting.statement.Notation;
import vesper.reporting.statement.Paper;
import vesper.reporting.statement.StatementPdf.Rendered;
import vesper.reporting.statement.Wording;

/**
 * Lays a yearly summary out as PDF/A-2b: the accounts, the totals of each currency, and the figures that the tax return of the
 * customer's country asks for. Computes no figure. One instance serves all threads.
 */
public final class YearlySummaryPdf {

    private static final double FIRST_TABLE = 290;
    private static final double NEXT_TABLE = 92;
    private static final double NUMBER = LEFT + 66;
    private static final double CURRENCY = LEFT + 182;
    private static final double NUMBER_ROOM = 112;
    private static final double[] AMOUNTS = {LEFT + 248, LEFT + 295, LEFT + 342, LEFT + 389, LEFT + 436, RIGHT};
    private static final double AMOUNT = 44;
    private static final double BLOCK = WIDTH * .7;

    private final PdfTemplate template;
    private final @Nullable UnaryOperator<byte[]> signer;
    private final Paper paper;

    /** @param signer makes a CMS signature of bytes; null leaves documents unsigned */
    public YearlySummaryPdf(PdfTemplate template, @Nullable UnaryOperator<byte[]> signer) {
        this.template = template;
        this.signer = signer;
        this.paper = new Paper(template.fonts());
    }

    /** @param accessible whether it is tagged as well, as PDF/UA-1 */
    public Rendered render(YearlySummary summary, boolean accessible) {
        Wording words = Wording.in(summary.holder().language());
        String title = words.get("tax.title") + ' ' + summary.year();
        PdfDocument document = template.begin(title, words.language(), summary.issuedOn(), accessible);
        Sheet sheet = new Sheet(summary, words, document);
        sheet.opening(title);
        sheet.accounts();
        summary.currencies().forEach(sheet::totals);
        TaxTemplate.of(summary.country()).ifPresent(sheet::form);
        List<PdfPage> pages = document.pages();
        for (int i = 0; i < pages.size(); i++) {
            paper.foot(pages.get(i), words.legal(), words.page(i + 1, pages.size()));
        }
        return new Rendered(document.finish(signer), pages.size());
    }

    /** One summary on its way to paper: the page being drawn on, and how far down. */
    private final class Sheet {
        private final YearlySummary summary;
        private final Wording words;
        private final PdfDocument document;
        private PdfPage page;
        private double y;

        Sheet(YearlySummary summary, Wording words, PdfDocument document) {
            this.summary = summary;
            this.words = words;
            this.document = document;
            this.page = document.addPage();
        }

        void opening(String title) {
            Notation notation = notation(summary.currencies().get(0));
            List<Paper.Fact> facts = List.of(
                    new Paper.Fact(words.get("tax.year"), summary.year().toString()),
                    new Paper.Fact(
                            words.get("tax.country"), summary.country().isEmpty() ? "\u2013" : summary.country()),
                    new Paper.Fact(words.get("bic"), summary.bank().bic()),
                    new Paper.Fact(words.get("issued"), notation.date(summary.issuedOn())));
            paper.opening(page, summary.bank(), summary.holder(), facts, title);
            YearlySummary.Replaced replaced = summary.replaces();
            if (replaced != null) {
                paragraph(
                        SEMIBOLD,
                        INK,
                        260,
                        MessageFormat.format(
                                words.get("tax.replaces"), replaced.id(), notation.date(replaced.issuedOn())));
            }
            y = FIRST_TABLE;
        }

        /** Goes on to another page unless there is room. */
        private void need(double height) {
            if (y + height > Paper.BOTTOM) {
                page = document.addPage();
                paper.runningHead(page, summary.bank(), words.get("tax.title") + ' ' + summary.year());
                y = NEXT_TABLE;
            }
        }

        void accounts() {
            page.open(Role.TABLE);
            head();
            for (AccountYear account : summary.accounts()) {
                double before = y;
                need(ROW);
                if (y < before) {
                    head();
                }
                account(account);
            }
            page.close();
        }

        private void head() {
            page.open(Role.ROW);
            cell(Role.COLUMN_HEAD, SEMIBOLD, SOFT, LEFT, words.get("account"));
            cell(Role.COLUMN_HEAD, SEMIBOLD, SOFT, NUMBER, words.get("iban"));
            cell(Role.COLUMN_HEAD, SEMIBOLD, SOFT, CURRENCY, "");
            String[] labels = {"tax.opening", "tax.earned", "tax.withheld", "tax.charged", "tax.fees", "tax.closing"};
            for (int i = 0; i < labels.length; i++) {
                right(Role.COLUMN_HEAD, SEMIBOLD, SOFT, AMOUNTS[i], words.get(labels[i]));
            }
            page.close();
            page.rule(LEFT, y + 4, WIDTH, .8, INK);
            y += ROW;
        }

        private void account(AccountYear account) {
            Notation notation = notation(account.currency());
            page.open(Role.ROW);
            cell(Role.CELL, REGULAR, INK, LEFT, paper.fit(REGULAR, TEXT_SIZE, 62, words.account(account.name())));
            page.open(Role.CELL);
            double size = paper.shrink(REGULAR, TEXT_SIZE, NUMBER_ROOM, account.number());
            page.text(REGULAR, size, INK, NUMBER, y, account.number());
            page.close();
            cell(Role.CELL, REGULAR, SOFT, CURRENCY, account.currency());
            long[] amounts = {
                account.openingMinor(),
                account.earnedMinor(),
                account.withheldMinor(),
                account.chargedMinor(),
                account.feesMinor(),
                account.closingMinor()
            };
            for (int i = 0; i < amounts.length; i++) {
                right(Role.CELL, REGULAR, INK, AMOUNTS[i], notation.amount(amounts[i]));
            }
            page.close();
            page.rule(LEFT, y + 4, WIDTH, .4, HAIR);
            y += ROW;
        }

        void totals(String currency) {
            need(7 * ROW);
            Notation notation = notation(currency);
            y = paper.blockHead(page, LEFT, y + ROW, BLOCK, words.get("tax.total") + ' ' + currency);
            for (TaxFigure figure : TaxFigure.values()) {
                y = paper.blockRow(
                        page,
                        LEFT,
                        y,
                        BLOCK,
                        words.get("tax." + figure.name()),
                        notation.amount(summary.totalMinor(figure, currency)));
            }
        }

        void form(TaxTemplate form) {
            need((5 + form.lines().size()) * ROW);
            Notation notation = new Notation(form.currency(), form.language());
            y = paper.blockHead(page, LEFT, y + ROW, BLOCK, form.title());
            paragraph(REGULAR, SOFT, y, form.lead());
            y += ROW;
            for (TaxTemplate.Line line : form.lines()) {
                TaxFigure figure = line.figure();
                long amountMinor = figure == null ? 0 : summary.totalMinor(figure, form.currency());
                y = paper.blockRow(
                        page, LEFT, y, BLOCK, line.box() + "  " + line.label(), notation.amount(amountMinor));
            }
        }

        private Notation notation(String currency) {
            return new Notation(currency, words.language());
        }

        private void paragraph(Weight weight, Ink ink, double baseline, String text) {
            page.open(Role.PARAGRAPH);
            page.text(weight, TEXT_SIZE, ink, LEFT, baseline, paper.fit(weight, TEXT_SIZE, WIDTH, text));
            page.close();
        }

        private void cell(Role role, Weight weight, Ink ink, double x, String text) {
            page.open(role);
            page.text(weight, TEXT_SIZE, ink, x, y, text);
            page.close();
        }

        private void right(Role role, Weight weight, Ink ink, double right, String text) {
            page.open(role);
            page.textRight(weight, paper.shrink(weight, TEXT_SIZE, AMOUNT, text), ink, right, y, text);
            page.close();
        }
    }
}
