package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.Pictures;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.statement.Statement.Entry;
import vesper.reporting.statement.Statement.Holder;
import vesper.reporting.statement.Statement.Movement;
import vesper.reporting.statement.Statement.StatedAccount;
import vesper.reporting.statement.StatementPdf.Rendered;

class StatementPdfTest {
    private static final StatementPdf PDF = new StatementPdf(new PdfTemplate(), null);

    /** Every kind of text that a payment may bring. */
    private static final List<String> UNUSUAL = List.of(
            "\u65E5\u672C\u8A9E \uD83D\uDCB6 \u0627\u0644\u0639\u0631\u0628\u064A\u0629",
            "control \u0000\u001B[31m \u0007 and \r\n line ends",
            "\u202Eright to left mark\u202C",
            "lone \uD800 surrogate",
            "e\u0301 decomposed",
            "(brackets) and \\ backslash \\) \r",
            "Vi\u1EC7t Nam, \u0218tef\u0103nescu, \u040A\u0463",
            "word ".repeat(2000),
            "x".repeat(10_000));

    private static final List<Statement.Hold> HOLDS = List.of(
            new Statement.Hold("Hotel", LocalDate.of(2026, 1, 30), LocalDate.of(2026, 2, 7), 15_000),
            new Statement.Hold("Fuel", LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 1), 2_550));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 26, 27, 31, 32, 33, 60, 200})
    void theFiguresOnPaperAreThoseOfTheStatement(int entries) throws IOException {
        Statement statement = StatementSamples.january(entries);
        Rendered rendered = PDF.render(statement);
        List<String> lines = text(rendered).lines().toList();
        Notation notation = new Notation("EUR", "en");

        int at = 0;
        for (Entry entry : statement.entries()) {
            String start = entry.bookingDate() + " " + entry.valueDate() + " ";
            String end = " " + entry.reference() + " " + notation.amount(entry.amountMinor()) + " "
                    + notation.amount(entry.balanceAfterMinor());
            while (!(lines.get(at).startsWith(start) && lines.get(at).endsWith(end))) {
                at++;
                assertThat(at).as("line of %s", entry).isLessThan(lines.size());
            }
            at++;
        }
        assertThat(lines.subList(at, lines.size()))
                .contains("Closing balance " + notation.amount(statement.closingMinor()))
                .anyMatch(line -> line.startsWith("Rate a year 2.25%"))
                .anyMatch(line -> line.startsWith("Overdraft rate a year 12.90%"));
        assertThat(lines)
                .contains("Opening balance " + notation.amount(statement.openingMinor()))
                .contains(notation.amount(statement.openingMinor()) + " " + notation.amount(statement.creditsMinor())
                        + " "
                        + notation.amount(statement.debitsMinor()) + " "
                        + notation.amount(statement.closingMinor()));
        assertThat(lines.stream().filter(line -> line.contains("No entries in this period")))
                .hasSize(entries == 0 ? 1 : 0);
    }

    @Test
    void whatIsCarriedForwardIsBroughtForward() throws IOException {
        List<String> lines =
                text(PDF.render(StatementSamples.january(200))).lines().toList();
        List<String> carried = startingWith(lines, "Carried forward ");
        assertThat(carried).hasSize(4).isEqualTo(startingWith(lines, "Brought forward "));
    }

    @Test
    void everyPageSaysWhichOfHowManyItIs() throws IOException {
        Rendered rendered = PDF.render(StatementSamples.january(200));
        assertThat(rendered.pages()).isEqualTo(5);
        try (PDDocument document = Loader.loadPDF(rendered.content())) {
            assertThat(document.getNumberOfPages()).isEqualTo(5);
            for (int page = 1; page <= 5; page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document)).contains("Page " + page + " of 5");
            }
        }
    }

    @Test
    void namesInLatinGreekAndCyrillicAreReadable() throws IOException {
        assertThat(text(PDF.render(StatementSamples.january(60))))
                .contains("Zo\u00EB M\u00FCller-\u0141ukasiewicz", "14 Rue de l'\u00C9toile")
                .contains("Caf\u00E9 \u00C0 la Cr\u00E8me, Besan\u00E7on")
                .contains("\u039A\u03B1\u03C6\u03B5\u03BD\u03B5\u03AF\u03BF \u0391\u03B8\u03AE\u03BD\u03B1")
                .contains("\u041A\u043D\u0438\u0436\u043D\u044B\u0439 \u043C\u0430\u0433\u0430\u0437\u0438\u043D")
                .contains("Ticket 2026-01/44 (adult), zone \\ A");
    }

    @Test
    void noTextMakesARenderingFailOrLeaveItsColumn() throws IOException {
        Statement statement = unusual();
        Rendered rendered = PDF.render(statement);
        assertThat(text(rendered))
                .contains("control [31m and line ends", "right to left mark", "lone surrogate", "\u00E9 decomposed")
                .contains("Vi\u1EC7t Nam, \u0218tef\u0103nescu, \u040A")
                .contains("\u2026");
        assertThat(rightmost(rendered)).isLessThanOrEqualTo(540f);
    }

    @Test
    void figuresOfAnySizeStayWholeAndInTheirColumn() throws IOException {
        long huge = Long.MAX_VALUE / 2;
        Statement statement = StatementSamples.of(
                StatementSamples.HOLDER,
                StatementSamples.ACCOUNT,
                -huge,
                List.of(StatementSamples.movement(1, EntryKind.DEPOSIT, LocalDate.of(2026, 1, 2), "huge", huge)));
        Rendered rendered = PDF.render(statement);
        assertThat(text(rendered)).contains("46,116,860,184,273,879.03", "\u221246,116,860,184,273,879.03");
        assertThat(rightmost(rendered)).isLessThanOrEqualTo(540f);
    }

    @Test
    void aLoanStandsInPlaceOfTheInterest() throws IOException {
        assertThat(text(PDF.render(StatementSamples.loan())).lines())
                .contains(
                        "Principal owed 669.98",
                        "Principal paid in the period 330.02",
                        "Interest paid in the period 10.00",
                        "Fees paid in the period 5.00",
                        "Penalties paid in the period 0.25",
                        "Overdue 0.00",
                        "Next instalment, due 2026-02-05 340.02")
                .doesNotContain("Interest");
    }

    @Test
    void anAccountForCardsNamesThemAndWhatWasBought() throws IOException {
        assertThat(text(PDF.render(in("de", StatementSamples.card(8)))).lines())
                .anyMatch(line -> line.endsWith("Kartenkonto"))
                .anyMatch(line -> line.endsWith("Karte Endziffern 0002, 4242"))
                .anyMatch(line -> line.contains("Kirlin and Sons Lebensmittel "));
        assertThat(text(PDF.render(StatementSamples.january(1))).lines()).noneMatch(line -> line.startsWith("Card "));
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrency() {
        assertThat(new Notation("EUR", "en").amount(-123_456_789)).isEqualTo("\u22121,234,567.89");
        assertThat(new Notation("EUR", "en").amount(5)).isEqualTo("0.05");
        assertThat(new Notation("EUR", "en").amount(-70)).isEqualTo("\u22120.70");
        assertThat(new Notation("JPY", "en").amount(1_234)).isEqualTo("1,234");
        assertThat(new Notation("JPY", "en").amount(0)).isEqualTo("0");
        assertThat(new Notation("BHD", "en").amount(1_000_001)).isEqualTo("1,000.001");
        assertThat(new Notation("USD", "en").plain(-100_000)).isEqualTo("-1000.00");
        assertThat(new Notation("USD", "en").plain(Long.MIN_VALUE)).isEqualTo("-92233720368547758.08");
        assertThat(new Notation("EUR", "en").rate(225)).isEqualTo("2.25%");
        assertThat(new Notation("EUR", "en").rate(-5)).isEqualTo("\u22120.05%");
        assertThat(Notation.accountNumber("GB33BUKB20201555555555")).isEqualTo("GB33 BUKB 2020 1555 5555 55");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void everyDocumentIsPdfA2bAndTheTaggedOneIsPdfUa1(String language) throws Exception {
        Pictures.save(
                "statement-" + language,
                PDF.render(in(language, StatementSamples.january(60))).content());
        Pictures.save(
                "statement-empty-" + language,
                PDF.render(in(language, StatementSamples.january(0))).content());
        Pictures.save(
                "statement-loan-" + language,
                PDF.render(in(language, StatementSamples.loan())).content());
        Pictures.save(
                "statement-holds-" + language,
                PDF.render(in(language, StatementSamples.withHolds(12, HOLDS))).content());
        Pictures.save(
                "statement-card-" + language,
                PDF.render(in(language, StatementSamples.card(40))).content());
        Pictures.save("statement-unusual", PDF.render(unusual()).content());
        for (Statement statement : List.of(
                in(language, StatementSamples.january(0)),
                in(language, StatementSamples.january(200)),
                in(language, StatementSamples.loan()),
                in(language, StatementSamples.card(5)),
                in(language, StatementSamples.withHolds(3, HOLDS)),
                unusual())) {
            byte[] plain = PDF.render(statement).content();
            assertThat(Verapdf.violations(plain, PDFAFlavour.PDFA_2_B)).isEmpty();
            assertThat(Verapdf.violations(plain, PDFAFlavour.PDFUA_1)).isNotEmpty();
            byte[] tagged = PDF.render(statement, true).content();
            assertThat(Verapdf.violations(tagged, PDFAFlavour.PDFA_2_B)).isEmpty();
            assertThat(Verapdf.violations(tagged, PDFAFlavour.PDFUA_1)).isEmpty();
        }
        String broken = new String(PDF.render(unusual()).content(), StandardCharsets.ISO_8859_1)
                .replace("/CIDToGIDMap/Identity", "/CIDToGIDMap/Invented");
        assertThat(Verapdf.violations(broken.getBytes(StandardCharsets.ISO_8859_1), PDFAFlavour.PDFA_2_B))
                .isNotEmpty();
    }

    @Test
    void theTaggedDocumentReadsAsThePlainOne() throws IOException {
        Statement statement = StatementSamples.january(60);
        assertThat(text(PDF.render(statement, true))).isEqualTo(text(PDF.render(statement)));
        assertThat(rows(PDF.render(statement, true))).hasSize(2 + 2 * 2 + 60).allMatch(cells -> cells == 6);
    }

    @Test
    void wordsNumbersAndDatesAreThoseOfTheLanguage() throws IOException {
        Movement rent = StatementSamples.movement(1, EntryKind.TRANSFER, LocalDate.of(2026, 1, 2), "Miete", -123_456);
        Statement english =
                StatementSamples.of(StatementSamples.HOLDER, StatementSamples.ACCOUNT, 1_000_000, List.of(rent));
        assertThat(text(PDF.render(in("de", english))).lines())
                .contains("Kontoauszug", "Endsaldo 8.765,44")
                .anyMatch(line ->
                        line.startsWith("02.01.2026 02.01.2026 Miete") && line.endsWith("\u22121.234,56 8.765,44"))
                .anyMatch(line -> line.startsWith("Zinssatz im Jahr 2,25\u00A0%"))
                .anyMatch(line -> line.endsWith("Seite 1 von 1"));
        assertThat(text(PDF.render(in("fr", english))).lines())
                .contains("Relev\u00E9 de compte", "Solde final 8\u00A0765,44")
                .anyMatch(line -> line.startsWith("02/01/2026 02/01/2026 Miete")
                        && line.endsWith("\u22121\u00A0234,56 8\u00A0765,44"))
                .anyMatch(line -> line.endsWith("Page 1 sur 1"));
        assertThat(text(PDF.render(in("xx", english)))).isEqualTo(text(PDF.render(english)));
    }

    @Test
    void theMoneyWentWhereTheEntriesSay() throws IOException {
        Statement statement = StatementSamples.january(60);
        List<String> lines = text(PDF.render(statement)).lines().toList();
        long groceries = statement.entries().stream()
                .filter(entry -> entry.amountMinor() < 0)
                .filter(entry -> entry.parties().category().equals("grocery_pos"))
                .mapToLong(Entry::amountMinor)
                .sum();
        assertThat(lines).anyMatch(line -> line.endsWith("Where the money went"));
        assertThat(lines).anyMatch(line -> line.endsWith("Groceries " + new Notation("EUR", "en").amount(-groceries)));
        for (int most : new int[] {2, 3, 6, 50}) {
            List<Spending.Share> shares = Spending.of(statement, most);
            assertThat(shares).hasSizeLessThanOrEqualTo(most);
            assertThat(shares.stream().mapToLong(Spending.Share::amountMinor).sum())
                    .isEqualTo(-statement.debitsMinor());
        }
    }

    @Test
    void everyPageNamesTheSealOfTheBooks() throws IOException {
        String seal = "Books sealed up to 2026-01-30: " + "0123456789abcdef".repeat(4);
        assertThat(text(PDF.render(StatementSamples.january(60))).lines().filter(seal::equals))
                .hasSize(2);
    }

    @Test
    void whatIsReservedStandsAfterTheBalance() throws IOException {
        assertThat(text(PDF.render(StatementSamples.withHolds(3, HOLDS))).lines())
                .anyMatch(line -> line.startsWith("Reserved 175.50"))
                .anyMatch(line -> line.startsWith("Hotel, until 2026-02-07 150.00"))
                .anyMatch(line -> line.startsWith("Fuel, until 2026-02-01 25.50"));
    }

    @Test
    void aHundredThousandEntriesFitOnOneStatement() throws IOException {
        Statement statement = StatementSamples.january(100_000);
        Rendered rendered = PDF.render(statement);
        try (PDDocument document = Loader.loadPDF(rendered.content())) {
            assertThat(document.getNumberOfPages()).isEqualTo(rendered.pages()).isGreaterThan(2_000);
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setStartPage(rendered.pages());
            assertThat(stripper.getText(document).lines())
                    .contains("Closing balance " + new Notation("EUR", "en").amount(statement.closingMinor()))
                    .anyMatch(line -> line.endsWith("Page " + rendered.pages() + " of " + rendered.pages()));
        }
    }

    private static Statement in(String language, Statement statement) {
        Holder holder = statement.holder();
        return new Statement(
                statement.bank(),
                new Holder(holder.name(), holder.address(), language),
                statement.account(),
                statement.period(),
                statement.issuedOn(),
                statement.openingMinor(),
                statement.entries(),
                statement.creditsMinor(),
                statement.debitsMinor(),
                statement.closingMinor(),
                statement.interest(),
                statement.holds(),
                statement.loan(),
                statement.seal());
    }

    /** How many cells each row of the structure has. */
    private static List<Integer> rows(Rendered rendered) throws IOException {
        List<Integer> rows = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(rendered.content())) {
            addRows(document.getDocumentCatalog().getStructureTreeRoot(), rows);
        }
        return rows;
    }

    private static void addRows(PDStructureNode node, List<Integer> rows) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                if (element.getStructureType().equals("TR")) {
                    rows.add(element.getKids().size());
                }
                addRows(element, rows);
            }
        }
    }

    @Test
    void theSameStatementGivesTheSameBytesOnEveryThread() {
        Statement statement = StatementSamples.january(60);
        byte[] expected = PDF.render(statement).content();
        assertThat(IntStream.range(0, 64)
                        .parallel()
                        .mapToObj(i -> PDF.render(statement).content()))
                .allSatisfy(content -> assertThat(content).isEqualTo(expected));
    }

    @Test
    void twoPagesWithSixtyEntriesTakeAtMost45Kilobytes() {
        Holder holder = new Holder("J\u00F6rg M\u00FCller", List.of("Stra\u00DFe 1", "M\u00FCnchen"), "en");
        List<Movement> movements = new ArrayList<>();
        for (Movement movement : StatementSamples.movements(60, 90_000)) {
            String text = movement.text().codePoints().allMatch(c -> c < 0x180) ? movement.text() : "Kiosk";
            movements.add(new Movement(
                    movement.id(),
                    movement.kind(),
                    movement.bookingDate(),
                    movement.valueDate(),
                    text,
                    new Statement.Parties(text, movement.parties().category()),
                    movement.amountMinor()));
        }
        Rendered rendered = PDF.render(StatementSamples.of(holder, StatementSamples.ACCOUNT, 1, movements));
        assertThat(rendered.pages()).isEqualTo(2);
        assertThat(rendered.content()).hasSizeLessThanOrEqualTo(45 * 1024);
    }

    static Statement unusual() {
        List<Movement> movements = new ArrayList<>();
        for (String text : UNUSUAL) {
            movements.add(StatementSamples.movement(
                    movements.size(), EntryKind.TRANSFER, LocalDate.of(2026, 1, 9), text, -1));
        }
        Holder holder = new Holder("\u738B\u5C0F\u660E ".repeat(80), UNUSUAL, "tlh");
        return StatementSamples.of(
                holder,
                new StatedAccount(
                        "GB33BUKB20201555555555", "n\u0000".repeat(300), "EUR", Collections.nCopies(50, "1234")),
                0,
                movements);
    }

    private static List<String> startingWith(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private static String text(Rendered rendered) throws IOException {
        try (PDDocument document = Loader.loadPDF(rendered.content())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    /** The right edge of the text that is furthest to the right, in points. */
    private static float rightmost(Rendered rendered) throws IOException {
        float[] edge = new float[1];
        try (PDDocument document = Loader.loadPDF(rendered.content())) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    edge[0] = Math.max(edge[0], text.getX() + text.getWidth());
                    super.processTextPosition(text);
                }
            }.getText(document);
        }
        return edge[0];
    }
}
