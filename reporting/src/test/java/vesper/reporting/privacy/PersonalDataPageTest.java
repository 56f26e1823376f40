package vesper.reporting.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.reporting.Pictures;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Statement.Holder;
import vesper.reporting.statement.Verapdf;

/** How rows of the database are told to a person. */
class PersonalDataPageTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final PersonalDataPdf PDF = new PersonalDataPdf(new PdfTemplate(), Letterhead.vesper());
    private static final PersonalDataPart ACCOUNT = part(
            "account", List.of("id", "number", "kind", "currency", "balance_minor", "debit_blocked", "opened_on"), """
            {"id": 7, "number": "GB33BUKB20201555555555", "kind": "CURRENT", "currency": "EUR", "balance_minor": 123456,
             "debit_blocked": false, "opened_on": "2026-01-31"}
            """);
    private static final PersonalDataPart PAYMENTS = new PersonalDataPart(
            "payment",
            List.of(
                    "id",
                    "kind",
                    "debtor_account_id",
                    "creditor_account_id",
                    "amount_minor",
                    "currency",
                    "merchant",
                    "reference",
                    "occurred_at",
                    "status",
                    "status_reason"),
            IntStream.rangeClosed(1, 60).mapToObj(PersonalDataPageTest::payment).toList());
    private static final PersonalDataPart JOURNEYS =
            new PersonalDataPart("travel_notice", List.of("country"), List.of());
    private static final List<PersonalDataPart> PARTS = List.of(ACCOUNT, PAYMENTS, JOURNEYS);

    private static JsonNode payment(int n) {
        return JSON.readTree("""
                {"id": "6f1c0b52-0000-4000-8000-0000000000%02d", "kind": "CARD_PAYMENT", "debtor_account_id": 7,
                 "creditor_account_id": 99, "amount_minor": %d, "currency": "EUR", "merchant": "KIRLIN AND SONS",
                 "reference": "%s", "occurred_at": "2026-01-%02dT23:30:15.123456+02:00", "status": "BOOKED", "status_reason": null}
                """.formatted(n, n * 1_234, n == 60 ? "x".repeat(300) : "2026-01-31", 1 + n % 28));
    }

    private static PersonalDataPart part(String table, List<String> columns, String row) {
        return new PersonalDataPart(table, columns, List.of(JSON.readTree(row)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "en;balance_minor;1,234.56",
                "de;balance_minor;1.234,56",
                "en;kind;Current account",
                "fr;kind;Compte courant",
                "de;debit_blocked;nein",
                "de;opened_on;31.01.2026",
                "en;number;GB33 BUKB 2020 1555 5555 55"
            })
    void aValueIsWrittenAsTheLanguageDoes(String language, String column, String text) {
        assertThat(cells(language).text(ACCOUNT.rows().get(0), column)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "occurred_at|2026-01-02 21:30",
                "debtor_account_id|GB33 BUKB 2020 1555 5555 55",
                "creditor_account_id|99",
                "merchant|KIRLIN AND SONS",
                "reference|2026-01-31",
                "kind|Card payment",
                "status_reason|''"
            })
    void textsOfPeopleStayAsTheyAreAndCodesAreWords(String column, String text) {
        assertThat(cells("en").text(PAYMENTS.rows().get(0), column)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"account_id\": 7, \"balance_minor\": -5}|balance_minor|\u22120.05 EUR",
                "{\"account_id\": 7, \"accrued_minor\": 0.4523}|accrued_minor|0.004523 EUR",
                "{\"account_id\": 8, \"amount_minor\": 100}|amount_minor|100",
                "{\"rate_bps\": 225}|rate_bps|2.25%",
                "{\"scopes\": [\"payments\", \"accounts\"]}|scopes|payments, accounts",
                "{\"decision\": \"SOMETHING_NEW\"}|decision|Something new",
                "{\"last_used\": \"2026-01-31T10:00:00.5\"}|last_used|2026-01-31 10:00"
            })
    void amountsAreInTheCurrencyOfTheAccountAndLoseNothing(String row, String column, String text) {
        assertThat(cells("en").text(JSON.readTree(row), column)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void manyRowsAreATableAndInPrintNothingIsCut(String language) throws Exception {
        PersonalDataWording words = PersonalDataWording.in(language);
        String html = new String(
                new PersonalDataPage(words, cells(language)).html(42, PARTS, List.of("1-statement.pdf")),
                StandardCharsets.UTF_8);
        Pictures.savePage("personal-data-many-" + language, html);
        assertThat(html.split("<tr>", -1)).hasSize(1 + 1 + 60);
        assertThat(html)
                .contains("<html lang=\"" + language + "\">", "<td class=\"num\">", "<td class=\"long\">")
                .contains("<li>" + words.part("travel_notice") + "</li>")
                .doesNotContain("6f1c0b52");

        PersonalDataPdf.Person person = new PersonalDataPdf.Person(
                42, new Holder("Zo\u00EB M\u00FCller", List.of("1 Quay Street"), language), LocalDate.of(2026, 1, 31));
        byte[] printed = PDF.render(person, words, cells(language), PARTS, List.of("1-statement.pdf"));
        Pictures.save("personal-data-many-" + language, printed);
        assertThat(Verapdf.violations(printed, PDFAFlavour.PDFA_2_B)).isEmpty();
        assertThat(Verapdf.violations(printed, PDFAFlavour.PDFUA_1)).isEmpty();
        assertThat(text(printed).replaceAll("\\s", "")).contains("x".repeat(300));
        assertThat(text(printed).lines())
                .contains(words.part("payment"), words.part("travel_notice"), "1-statement.pdf")
                .filteredOn("KIRLIN AND SONS"::equals)
                .hasSize(60);
    }

    @Test
    void noTextMakesThePageOrThePrintFail() throws Exception {
        String name = "<b> \u0000\u001B \u202E\u65E5\u672C\u8A9E \uD83D\uDCB6 " + "w".repeat(10_000);
        PersonalDataPart customer = new PersonalDataPart(
                "customer", List.of("name"), List.of(JSON.createObjectNode().put("name", name)));
        PersonalDataWording words = PersonalDataWording.in("en");
        PersonalDataCells cells = new PersonalDataCells(words, List.of(customer));
        assertThat(new String(
                        new PersonalDataPage(words, cells).html(1, List.of(customer), List.of()),
                        StandardCharsets.UTF_8))
                .contains("&lt;b&gt;", "w".repeat(10_000));
        byte[] printed = PDF.render(
                new PersonalDataPdf.Person(1, new Holder(name, List.of(name), "en"), LocalDate.of(2026, 1, 31)),
                words,
                cells,
                List.of(customer),
                List.of());
        assertThat(Verapdf.violations(printed, PDFAFlavour.PDFUA_1)).isEmpty();
        assertThat(text(printed).chars().filter(c -> c == 'w').count()).isGreaterThanOrEqualTo(10_000);
    }

    private static PersonalDataCells cells(String language) {
        return new PersonalDataCells(PersonalDataWording.in(language), PARTS);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
