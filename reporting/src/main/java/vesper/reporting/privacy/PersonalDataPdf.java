package vesper.reporting.privacy;

import static vesper.reporting.pdf.Weight.REGULAR;
import static vesper.reporting.statement.Paper.HAIR;
import static vesper.reporting.statement.Paper.INK;
import static vesper.reporting.statement.Paper.LEFT;
import static vesper.reporting.statement.Paper.SOFT;
import static vesper.reporting.statement.Paper.TEXT_SIZE;
import static vesper.reporting.statement.Paper.WIDTH;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import vesper.reporting.pdf.Fonts;
import vesper.reporting.pdf.PdfDocument;
import vesper.reporting.pdf.PdfPage;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.pdf.Role;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Notation;
import vesper.reporting.statement.Paper;
import vesper.reporting.statement.Statement.Holder;

/**
 * The same as {@link PersonalDataPage} to be printed: PDF/A-2b, tagged as PDF/UA-1. Each row is a paragraph of labels and values, on a
 * grid. One instance serves all threads.
 */
final class PersonalDataPdf {
    private static final double FIRST = 262;
    private static final double NEXT = 92;
    private static final double LONGEST = 560;
    private static final double LABEL_SIZE = 6.5;
    private static final double LEADING = 10;
    private static final double LINE = 2 * LEADING + 3;
    private static final double GAP = 10;
    private static final int COLUMNS = 4;
    private static final double COLUMN = WIDTH / COLUMNS;

    private final PdfTemplate template;
    private final Letterhead bank;
    private final Fonts fonts;
    private final Paper paper;

    PersonalDataPdf(PdfTemplate template, Letterhead bank) {
        this.template = template;
        this.bank = bank;
        this.fonts = template.fonts();
        this.paper = new Paper(fonts);
    }

    /** Whose data they are, and on which day they were gathered. */
    record Person(long customerId, Holder holder, LocalDate gatheredOn) {}

    /** @param documents names of the files in the folder documents */
    byte[] render(
            Person person,
            PersonalDataWording words,
            PersonalDataCells cells,
            List<PersonalDataPart> parts,
            List<String> documents) {
        String title = words.get("title");
        PdfDocument document = template.begin(title, words.language(), person.gatheredOn(), true);
        Sheet sheet = new Sheet(document, words, cells);
        sheet.opening(person);
        parts.stream().filter(part -> !part.rows().isEmpty()).forEach(sheet::part);
        sheet.list(words.get("documents"), documents);
        sheet.list(
                words.get("nothing"),
                parts.stream()
                        .filter(part -> part.rows().isEmpty())
                        .map(part -> words.part(part.table()))
                        .toList());
        List<PdfPage> pages = document.pages();
        for (int i = 0; i < pages.size(); i++) {
            paper.foot(
                    pages.get(i),
                    List.of(words.documents().get("legal.2")),
                    words.documents().page(i + 1, pages.size()));
        }
        return document.finish();
    }

    /** One document on its way to paper: the page being drawn on, how far down, and the next column of the grid. */
    private final class Sheet {
        private final PdfDocument document;
        private final PersonalDataWording words;
        private final PersonalDataCells cells;
        private PdfPage page;
        private double y = FIRST;
        private int column;

        Sheet(PdfDocument document, PersonalDataWording words, PersonalDataCells cells) {
            this.document = document;
            this.words = words;
            this.cells = cells;
            this.page = document.addPage();
        }

        void opening(Person person) {
            String customer = Long.toString(person.customerId());
            String day = new Notation("EUR", words.language()).date(person.gatheredOn());
            paper.opening(
                    page,
                    bank,
                    person.holder(),
                    List.of(
                            new Paper.Fact(words.get("customer"), customer),
                            new Paper.Fact(words.documents().get("issued"), day)),
                    words.get("title"));
            lines(MessageFormat.format(words.get("about"), customer));
        }

        /** Goes on to another page unless there is room. */
        private void need(double height) {
            if (y + height > Paper.BOTTOM) {
                page = document.addPage();
                paper.runningHead(page, bank, words.get("title"));
                y = NEXT;
            }
        }

        /** @param following height of what it must not be parted from */
        private void heading(String text, double following) {
            need(2 * LINE + Math.min(following, LONGEST));
            y = paper.blockHead(page, LEFT, y + LEADING, WIDTH, text);
        }

        void list(String title, List<String> entries) {
            if (!entries.isEmpty()) {
                heading(title, LEADING);
                entries.forEach(this::lines);
            }
        }

        void part(PersonalDataPart part) {
            List<String> columns = part.columns().stream()
                    .filter(name -> words.column(name).isPresent())
                    .toList();
            List<List<Item>> rows =
                    part.rows().stream().map(row -> items(columns, row)).toList();
            heading(words.part(part.table()), height(rows.get(0)));
            rows.forEach(this::row);
        }

        private List<Item> items(List<String> columns, JsonNode row) {
            List<Item> items = new ArrayList<>();
            for (String name : columns) {
                String text = Fonts.line(cells.text(row, name));
                if (!text.isEmpty()) {
                    items.add(item(words.column(name).orElseThrow(), text));
                }
            }
            return items;
        }

        /** Keeps what belongs together on one page, unless it is longer. */
        private void row(List<Item> items) {
            double height = height(items);
            need(height > LONGEST ? LINE : height);
            column = 0;
            items.forEach(this::draw);
            if (column > 0) {
                y += LINE;
            }
            page.rule(LEFT, y - LEADING + 1, WIDTH, .4, HAIR);
            y += 4;
        }

        private void draw(Item item) {
            if (column > 0 && column + item.columns() > COLUMNS) {
                column = 0;
                y += LINE;
            }
            need(LINE);
            double x = LEFT + column * COLUMN;
            page.open(Role.PARAGRAPH);
            page.text(REGULAR, LABEL_SIZE, SOFT, x, y, item.label());
            if (item.lines().size() == 1) {
                page.text(REGULAR, TEXT_SIZE, INK, x, y + LEADING, item.lines().get(0));
                page.close();
                column += item.columns();
            } else {
                page.close();
                y += LEADING;
                item.lines().forEach(this::line);
                y += LINE - 2 * LEADING;
                column = 0;
            }
        }

        /** A text on as many lines as it takes. */
        private void lines(String text) {
            wrapped(Fonts.line(text)).forEach(this::line);
        }

        private void line(String line) {
            need(LEADING);
            page.open(Role.PARAGRAPH);
            page.text(REGULAR, TEXT_SIZE, INK, LEFT, y, line);
            page.close();
            y += LEADING;
        }
    }

    /**
     * A label and its value.
     *
     * @param lines of the value; more than one take the whole width
     * @param columns of the grid that they take
     */
    private record Item(String label, List<String> lines, int columns) {}

    private Item item(String label, String text) {
        double width = Math.max(fonts.width(REGULAR, LABEL_SIZE, label), fonts.width(REGULAR, TEXT_SIZE, text));
        int columns = (int) Math.ceil((width + GAP) / COLUMN);
        return columns <= COLUMNS ? new Item(label, List.of(text), columns) : new Item(label, wrapped(text), COLUMNS);
    }

    private static double height(List<Item> items) {
        double height = 0;
        int column = 0;
        for (Item item : items) {
            if (column == 0 || column + item.columns() > COLUMNS) {
                column = 0;
                height += LINE + (item.lines().size() - 1) * LEADING;
            }
            column += item.columns();
        }
        return height;
    }

    /** Breaks a text at blanks, or within a word that is wider than the page. */
    private List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        int blank = -1;
        double width = 0;
        for (int at = 0; at < text.length(); ) {
            int next = text.offsetByCodePoints(at, 1);
            width += fonts.width(REGULAR, TEXT_SIZE, text.substring(at, next));
            if (width > WIDTH && at > from) {
                int end = blank > from ? blank : at;
                lines.add(text.substring(from, end));
                from = blank > from ? blank + 1 : at;
                at = from;
                blank = -1;
                width = 0;
            } else {
                if (text.charAt(at) == ' ') {
                    blank = at;
                }
                at = next;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }
}
