package vesper.reporting.pdf;

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

    PdfPage(PdfDocument document) {
        this.document = document;
    }

    /** Draws a line of text to the right of {@code x}. */
    public void text(Weight weight, double size, Ink colour, double x, double y, String text) {
        if (text.isEmpty()) {
            return;
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
        fill(colour);
    }

    private void fill(Ink colour) {
        if (ink != colour) {
            content.raw(colour.fill);
            ink = colour;
        }
    }

    void endText() {
        if (inText) {
            content.ascii("ET\n");
            inText = false;
        }
    }
}
