package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.statement.Statement.Entry;
import vesper.reporting.statement.Statement.Holder;
import vesper.reporting.statement.Statement.Movement;
import vesper.reporting.statement.Statement.StatedAccount;
import vesper.reporting.statement.StatementPdf.Rendered;

class StatementPdfTest {
    private static final StatementPdf PDF = new StatementPdf(new PdfTemplate());

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

    @BeforeAll
    static void verapdf() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 26, 27, 31, 32, 33, 60, 200})
    void theFiguresOnPaperAreThoseOfTheStatement(int entries) throws IOException {
        Statement statement = StatementSamples.january(entries);
        Rendered rendered = PDF.render(statement);
        List<String> lines = text(rendered).lines().toList();
        Notation notation = new Notation("EUR");

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
                .contains("Closing balance " + notation.amount(statement.closingMinor()), "Rate a year 2.25%");
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
    void amountsHaveTheDecimalsOfTheirCurrency() {
        assertThat(new Notation("EUR").amount(-123_456_789)).isEqualTo("\u22121,234,567.89");
        assertThat(new Notation("EUR").amount(5)).isEqualTo("0.05");
        assertThat(new Notation("EUR").amount(-70)).isEqualTo("\u22120.70");
        assertThat(new Notation("JPY").amount(1_234)).isEqualTo("1,234");
        assertThat(new Notation("JPY").amount(0)).isEqualTo("0");
        assertThat(new Notation("BHD").amount(1_000_001)).isEqualTo("1,000.001");
        assertThat(new Notation("USD").plain(-100_000)).isEqualTo("-1000.00");
        assertThat(new Notation("USD").plain(Long.MIN_VALUE)).isEqualTo("-92233720368547758.08");
        assertThat(Notation.rate(225)).isEqualTo("2.25%");
        assertThat(Notation.rate(-5)).isEqualTo("\u22120.05%");
        assertThat(Notation.accountNumber("GB33BUKB20201555555555")).isEqualTo("GB33 BUKB 2020 1555 5555 55");
    }

    @Test
    void everyDocumentIsPdfA2b() throws Exception {
        for (Statement statement : List.of(
                StatementSamples.january(0), StatementSamples.january(60), StatementSamples.loan(), unusual())) {
            assertThat(violations(PDF.render(statement).content())).isEmpty();
        }
        String broken = new String(PDF.render(unusual()).content(), StandardCharsets.ISO_8859_1)
                .replace("/CIDToGIDMap/Identity", "/CIDToGIDMap/Invented");
        assertThat(violations(broken.getBytes(StandardCharsets.ISO_8859_1))).isNotEmpty();
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
                holder, new StatedAccount("GB33BUKB20201555555555", "n\u0000".repeat(300), "EUR"), 0, movements);
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

    private static List<String> violations(byte[] content) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance()
                        .createParser(new ByteArrayInputStream(content), PDFAFlavour.PDFA_2_B);
                var validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage())
                    .toList();
        }
    }
}
