package vesper.reporting.pdf;

import org.jspecify.annotations.Nullable;

/**
 * One A4 page. Text and shapes are written in the order of the calls. Lengths are points from the left and the top
 * edge; a text's {@code y} is its baseline.
 */
public final class PdfPage {

    public static final double WIDTH = 595.28;
    public static final double HEIGHT = 841.89;

    final ByteSink content = new ByteSink(16 * 1024);

    private final PdfDocument document;
    private boolean inText;
    private long textX;
    private long textY;
    private int font = -1;
    private double fontSize;
    private Ink ink = Ink.of(0);

    /** In an accessible document: the element whose piece is being drawn, null for an artifact. */
    private Structure.@Nullable Element marked;

    private boolean inMark;
    private final int index;

    PdfPage(PdfDocument document, int index) {
        this.document = document;
        this.index = index;
    }

    /** Begins an element of the structure: text drawn until it is closed belongs to it. Nothing in a plain document. */
    public void open(Role role) {
        if (document.structure() != null) {
            document.structure().open(role);
        }
    }

    /** Ends the element that was opened last. */
    public void close() {
        if (document.structure() != null) {
            document.structure().close();
        }
    }

    /** Ends the marked piece that is being drawn, unless it is of this element, and begins one. */
    private void mark(Structure.@Nullable Element element) {
        if (inMark && marked == element) {
            return;
        }
        endMark();
        if (element == null) {
            content.ascii("/Artifact BMC\n");
        } else {
            int id = element.mark(index);
            content.ascii("/").ascii(element.tag()).ascii("<</MCID ").number(id).ascii(">>BDC\n");
        }
        marked = element;
        inMark = true;
    }

    private void endMark() {
        endText();
        if (inMark) {
            content.ascii("EMC\n");
            inMark = false;
        }
    }

    /** Draws a line of text to the right of {@code x}. */
    public void text(Weight weight, double size, Ink colour, double x, double y, String text) {
        if (text.isEmpty()) {
            return;
        }
        Structure structure = document.structure();
        if (structure != null) {
            mark(structure.shown());
        }
        fill(colour);
        if (!inText) {
            content.ascii("BT\n");
            inText = true;
            textX = 0;
            textY = 0;
        }
        long toX = Math.round(x * 100);
        long toY = Math.round((HEIGHT - y) * 100);
        content.hundredths(toX - textX).ascii(" ").hundredths(toY - textY).ascii(" Td\n");
        textX = toX;
        textY = toY;
        show(weight, size, text);
    }

    /** Draws a line of text to the left of {@code right}: figures of equal length align on their decimals. */
    public void textRight(Weight weight, double size, Ink colour, double right, double y, String text) {
        text(weight, size, colour, right - document.fonts().width(weight, size, text), y, text);
    }

    private void show(Weight weight, double size, String text) {
        Typeface typeface = document.fonts().typeface(weight);
        boolean open = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            int drawn = typeface.drawn(codePoint);
            int wanted = typeface.cut(drawn).index;
            if (wanted != font || size != fontSize) {
                if (open) {
                    content.ascii(")Tj\n");
                    open = false;
                }
                font(wanted, size);
            }
            if (!open) {
                content.write('(');
                open = true;
            }
            int code = typeface.code(drawn);
            content.stringByte(code >> 8);
            content.stringByte(code & 0xFF);
        }
        content.ascii(")Tj\n");
    }

    private void font(int index, double size) {
        document.use(index);
        content.ascii("/F")
                .number(index)
                .ascii(" ")
                .hundredths(Math.round(size * 100))
                .ascii(" Tf\n");
        font = index;
        fontSize = size;
    }

    /** A horizontal rule whose upper edge is at {@code y}. */
    public void rule(double x, double y, double width, double thickness, Ink colour) {
        rectangle(x, y, width, thickness, colour);
    }

    /** A filled rectangle, given its upper left corner. */
    public void rectangle(double x, double y, double width, double height, Ink colour) {
        shape(colour);
        point(x, y + height).hundredths(Math.round(width * 100)).ascii(" ");
        content.hundredths(Math.round(height * 100)).ascii(" re f\n");
    }

    /** A filled polygon, its corners given as x, y, x, y... */
    public void polygon(Ink colour, double... corners) {
        shape(colour);
        for (int i = 0; i < corners.length; i += 2) {
            point(corners[i], corners[i + 1]).ascii(i == 0 ? "m " : "l ");
        }
        content.ascii("h f\n");
    }

    private ByteSink point(double x, double y) {
        content.hundredths(Math.round(x * 100)).ascii(" ");
        return content.hundredths(Math.round((HEIGHT - y) * 100)).ascii(" ");
    }

    private void shape(Ink colour) {
        endText();
        if (document.structure() != null) {
            mark(null);
        }
        fill(colour);
    }

    private void fill(Ink colour) {
        if (ink != colour) {
            content.raw(colour.fill);
            ink = colour;
        }
    }

    /** Ends what is open, so that the content is whole. */
    void end() {
        endMark();
    }

    private void endText() {
        if (inText) {
            content.ascii("ET\n");
            inText = false;
        }
    }
}
