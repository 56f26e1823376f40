package vesper.reporting.statement;

import static vesper.reporting.pdf.Weight.REGULAR;
import static vesper.reporting.pdf.Weight.SEMIBOLD;

import java.util.List;
import vesper.reporting.pdf.Fonts;
import vesper.reporting.pdf.Ink;
import vesper.reporting.pdf.PdfPage;
import vesper.reporting.pdf.Role;
import vesper.reporting.pdf.Weight;

/** What the pages of all documents have in common: grid, colours, letterhead, address, facts and foot. Computes no figure. */
public final class Paper {

    public static final Ink INK = Ink.of(0x1B2440);
    public static final Ink SOFT = Ink.of(0x5F6880);
    public static final Ink HAIR = Ink.of(0xD9DDE6);
    static final Ink TINT = Ink.of(0xF3F5F9);
    static final Ink GOLD = Ink.of(0xB7862B);
    static final Ink CREDIT = Ink.of(0x1C6B4F);

    public static final double LEFT = 56;
    public static final double RIGHT = PdfPage.WIDTH - 56;
    public static final double WIDTH = RIGHT - LEFT;
    public static final double ROW = 13.4;
    public static final double TEXT_SIZE = 8;
    static final double LABEL_SIZE = 7;
    public static final double BOTTOM = 768;

    private static final double FACTS = 352;
    private static final double FACT_VALUE = FACTS + 50;
    private static final double FACTS_TOP = 126;
    private static final double FACT_HEIGHT = 14;
    private static final double FOOT = 790;

    private final Fonts fonts;

    public Paper(Fonts fonts) {
        this.fonts = fonts;
    }

    /** A fact beside the address. */
    public record Fact(String label, String value) {}

    /** The head of a document's first page: who sends it, to whom, what it is about, and its title. */
    public void opening(PdfPage page, Letterhead bank, Statement.Holder holder, List<Fact> facts, String title) {
        star(page, LEFT + 8, 57, 9);
        page.open(Role.PARAGRAPH);
        page.text(SEMIBOLD, 17, INK, LEFT + 23, 63, bank.name());
        double y = 52;
        for (String line : bank.address()) {
            page.textRight(REGULAR, 7.5, SOFT, RIGHT, y, line);
            y += 10;
        }
        page.textRight(REGULAR, 7.5, SOFT, RIGHT, y, bank.contact());
        page.close();
        page.rule(LEFT, 82, WIDTH, .6, HAIR);
        holder(page, holder);
        y = FACTS_TOP;
        for (Fact fact : facts) {
            page.open(Role.PARAGRAPH);
            page.text(REGULAR, LABEL_SIZE, SOFT, FACTS, y, fact.label());
            page.text(REGULAR, 8.5, INK, FACT_VALUE, y, fit(REGULAR, 8.5, RIGHT - FACT_VALUE, fact.value()));
            page.close();
            y += FACT_HEIGHT;
        }
        page.open(Role.TITLE);
        page.text(SEMIBOLD, 20, INK, LEFT, 240, title);
        page.close();
    }

    private void holder(PdfPage page, Statement.Holder holder) {
        double room = FACTS - LEFT - 20;
        double y = FACTS_TOP;
        page.open(Role.PARAGRAPH);
        page.text(SEMIBOLD, 10, INK, LEFT, y, fit(SEMIBOLD, 10, room, holder.name()));
        List<String> address = holder.address();
        for (String line : address.subList(0, Math.min(5, address.size()))) {
            y += 13.5;
            page.text(REGULAR, 9.5, INK, LEFT, y, fit(REGULAR, 9.5, room, line));
        }
        page.close();
    }

    /** The head of the pages after the first: whose document, and which. */
    public void runningHead(PdfPage page, Letterhead bank, String text) {
        star(page, LEFT + 5, 49, 5.5);
        page.text(SEMIBOLD, 9, INK, LEFT + 15, 52, bank.name());
        page.textRight(REGULAR, 7.5, SOFT, RIGHT, 52, text);
        page.rule(LEFT, 64, WIDTH, .6, HAIR);
    }

    /** Small lines, and at the right which page of how many this is. */
    public void foot(PdfPage page, List<String> lines, String number) {
        page.rule(LEFT, FOOT - 10, WIDTH, .6, HAIR);
        double y = FOOT;
        for (String line : lines) {
            page.text(REGULAR, 6.5, SOFT, LEFT, y, fit(REGULAR, 6.5, WIDTH - 70, line));
            y += 9;
        }
        page.textRight(REGULAR, 7, SOFT, RIGHT, FOOT, number);
    }

    /** The head of a block below the table, as wide as asked for; answers where its first row begins. */
    public double blockHead(PdfPage page, double x, double top, double width, String label) {
        double y = top + 10;
        page.open(Role.HEADING);
        page.text(SEMIBOLD, 9, INK, x, y, label);
        page.close();
        page.rule(x, y + 5, width, .6, HAIR);
        return y + 18;
    }

    /** A label and its figure at the other end of the block; answers where the next row begins. */
    public double blockRow(PdfPage page, double x, double y, double width, String label, String value) {
        page.open(Role.PARAGRAPH);
        page.text(REGULAR, TEXT_SIZE, SOFT, x, y, label);
        page.textRight(REGULAR, TEXT_SIZE, INK, x + width, y, value);
        page.close();
        return y + ROW;
    }

    /** The text itself, cleaned for one line, or as much of it as fits, with an ellipsis. */
    public String fit(Weight weight, double size, double width, String text) {
        return fonts.fit(weight, size, width, Fonts.line(text));
    }

    /** The width of a line of text, in points. */
    double width(Weight weight, double size, String text) {
        return fonts.width(weight, size, text);
    }

    /** The size itself, or the smaller one at which a very long figure still fits its column whole. */
    public double shrink(Weight weight, double size, double room, String figure) {
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
