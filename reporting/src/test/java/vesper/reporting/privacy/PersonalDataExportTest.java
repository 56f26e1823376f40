package vesper.reporting.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.model.FileHeader;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.reporting.Pictures;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Notation;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Verapdf;

class PersonalDataExportTest {
    private static final String PASSPHRASE = Passphrase.random().text();

    @TempDir
    private Path folder;

    private final TestBank test = new TestBank();
    private final Reporting reporting = new Reporting(test.bank(), Letterhead.vesper());
    private Account account;
    private Account stranger;
    private Path file;

    @BeforeEach
    void export() throws IOException {
        account = test.current(1234_56);
        stranger = test.current(77_77);
        rename(account, "=Ad\u00E4 <b>");
        rename(stranger, "Somebody Else");
        reporting
                .statementRun()
                .renderAndQueue(
                        List.of(account.id(), stranger.id()), new Period(TestBank.DAY, TestBank.DAY), TestBank.DAY);
        file = folder.resolve("data.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            long items = reporting.personalDataExport().write(customer(account), out, PASSPHRASE);
            // Customer, account, entry, posting, document, mail, and the document itself.
            assertThat(items).isEqualTo(7);
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static long customer(Account account) {
        Long customer = account.customerId();
        assertThat(customer).isNotNull();
        return customer;
    }

    private void rename(Account of, String name) {
        test.bank()
                .jdbc()
                .sql("update customer set name = :name where id = :id")
                .param("name", name)
                .param("id", of.customerId())
                .update();
    }

    @Test
    void theRowsOfThePersonAreThereInEachForm() throws IOException {
        JsonNode customers = new JsonMapper().readTree(read("data/customer.json"));
        assertThat(customers).hasSize(1);
        assertThat(customers.get(0).get("name").stringValue()).isEqualTo("=Ad\u00E4 <b>");
        JsonNode postings = new JsonMapper().readTree(read("data/posting.json"));
        assertThat(postings.get(0).get("amount_minor").longValue()).isEqualTo(1234_56);
        assertThat(text("data/customer.csv")).contains("'=Ad\u00E4 <b>");
        assertThat(text("index.html"))
                .contains("<dd>=Ad\u00E4 &lt;b&gt;</dd>", "<dd>1,234.56</dd>")
                .contains("<dt>Account</dt><dd>" + Notation.accountNumber(account.number()) + "</dd>")
                .doesNotContain("123456", "customer_id", "amount_minor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "en;What we hold on you;Who you are;Text;1,234.56;2023-06-05;Of this we hold nothing on you",
                "de;Was wir über Sie gespeichert haben;Wer Sie sind;Text;1.234,56;05.06.2023;Hierzu haben wir nichts",
                "fr;Ce que nous conservons à votre sujet;Qui vous êtes;Libellé;1\u00A0234,56;05/06/2023;Sur ceci"
            })
    void thePageSpeaksThePersonsLanguage(
            String language, String title, String who, String text, String amount, String day, String nothing)
            throws Exception {
        test.bank()
                .jdbc()
                .sql("update customer set language = :language where id = :id")
                .param("language", language)
                .param("id", account.customerId())
                .update();
        try (OutputStream out = Files.newOutputStream(file)) {
            reporting.personalDataExport().write(customer(account), out, PASSPHRASE);
        }
        assertThat(text("index.html"))
                .contains("<html lang=\"" + language + "\">", "<h1>" + title + "</h1>")
                .contains("<h2 id=\"customer\">" + who + "</h2>", "<dt>" + text + "</dt>", "<dd>" + amount + "</dd>")
                .contains("<dd>" + day + "</dd>", "<h2 id=\"nothing\">" + nothing)
                .contains("<a href=\"documents/1-statement_" + account.number());
        byte[] printed = read("index.pdf");
        Pictures.save("personal-data-" + language, printed);
        assertThat(Verapdf.violations(printed, PDFAFlavour.PDFA_2_B)).isEmpty();
        assertThat(Verapdf.violations(printed, PDFAFlavour.PDFUA_1)).isEmpty();
        try (PDDocument document = Loader.loadPDF(printed)) {
            assertThat(new PDFTextStripper().getText(document).lines())
                    .contains(title, who, "=Ad\u00E4 <b>", amount, day)
                    .anyMatch(line -> line.startsWith(nothing))
                    .contains("1-"
                            + reporting
                                    .documents()
                                    .ofAccount(account.id())
                                    .get(0)
                                    .fileName());
        }
    }

    @Test
    void documentsAreAsTheyWereIssued() throws IOException {
        Document document = reporting.documents().ofAccount(account.id()).get(0);
        assertThat(read("documents/1-" + document.fileName()))
                .isEqualTo(reporting.documents().content(document.id()).orElseThrow());
    }

    @Test
    void nothingOfAnotherIsThere() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), PASSPHRASE.toCharArray())) {
            for (FileHeader entry : zip.getFileHeaders()) {
                assertThat(text(entry.getFileName()))
                        .as(entry.getFileName())
                        .doesNotContain("Somebody Else", stranger.number());
            }
        }
    }

    @Test
    void everyEntryIsUnderAes256AndOpensWithThePassphraseOnly() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), PASSPHRASE.toCharArray())) {
            assertThat(zip.getFileHeaders())
                    .isNotEmpty()
                    .allMatch(entry -> entry.isEncrypted()
                            && entry.getEncryptionMethod() == EncryptionMethod.AES
                            && entry.getAesExtraDataRecord().getAesKeyStrength() == AesKeyStrength.KEY_STRENGTH_256);
        }
        try (ZipFile zip = new ZipFile(file.toFile(), "another".toCharArray())) {
            assertThatThrownBy(() -> zip.getInputStream(zip.getFileHeader("index.html")))
                    .isInstanceOf(ZipException.class);
        }
        assertThat(PASSPHRASE)
                .matches("([A-Z2-9]{4}-){5}[A-Z2-9]{4}")
                .isNotEqualTo(Passphrase.random().text());
    }

    private String text(String entry) throws IOException {
        return new String(read(entry), StandardCharsets.UTF_8);
    }

    private byte[] read(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), PASSPHRASE.toCharArray());
                InputStream in = zip.getInputStream(zip.getFileHeader(entry))) {
            return in.readAllBytes();
        }
    }
}
