package vesper.reporting.tax;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import vesper.bank.Bank;
import vesper.bank.TestDatabase;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.reporting.Pictures;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Statement;
import vesper.reporting.statement.Statement.Holder;
import vesper.reporting.statement.Verapdf;

/** A whole year of two accounts, held against its twelve statements. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YearlySummaryTest {
    private static final Year YEAR = Year.of(2023);
    private static final LocalDate LAST = LocalDate.of(2023, 12, 31);
    private static final Period DAYS = new Period(LocalDate.of(2023, 1, 1), LAST);
    private static final YearlySummaryPdf PDF = new YearlySummaryPdf(new PdfTemplate(), null);

    private final HikariDataSource dataSource = TestDatabase.create();
    private final Bank bank = new Bank(dataSource);
    private final Reporting reporting = new Reporting(bank, Letterhead.vesper());
    private final YearlySummaries summaries = new YearlySummaries(bank.jdbc(), Letterhead.vesper(), bank.loans());
    private long customer;
    private List<Account> accounts = List.of();

    @BeforeAll
    void live() {
        LocalDate before = LocalDate.of(2022, 12, 31);
        BusinessDates dates = bank.businessDates();
        dates.open(before);
        customer = bank.customers()
                .register(null, "Ada Nilsson", "ada@customer.example", "1 Quay Street", "en")
                .id();
        accounts = List.of(open("current", before), open("savings", before));
        accounts.forEach(account -> book(account, before, EntryKind.CAPITALISATION, 9_99));
        Random random = new Random(2023);
        for (LocalDate day = before; !day.isAfter(LAST); day = day.plusDays(1)) {
            dates.cutOff(day);
            dates.startClosing(day);
            dates.advance(day);
            LocalDate next = day.plusDays(1);
            for (Account account : accounts) {
                switch (random.nextInt(12)) {
                    case 0 -> book(account, next, EntryKind.CAPITALISATION, 1 + random.nextInt(500));
                    case 1 -> book(account, next, EntryKind.OVERDRAFT_INTEREST, -1 - random.nextInt(200));
                    case 2 -> book(account, next, EntryKind.FEE, -1 - random.nextInt(300));
                    case 3 -> book(account, next, EntryKind.CARD_PAYMENT, -1 - random.nextInt(9_000));
                    case 4 -> book(account, next, EntryKind.WITHHOLDING_TAX, -1 - random.nextInt(100));
                    default -> {}
                }
            }
        }
        accounts.forEach(account -> book(account, LAST.plusDays(1), EntryKind.CAPITALISATION, 77_77));
    }

    @AfterAll
    void close() {
        dataSource.close();
    }

    private Account open(String product, LocalDate day) {
        Account account =
                bank.accounts().open(new Accounts.Opening(customer, product, "USD", 0, product + " account", day));
        book(account, day, EntryKind.OPENING, 10_000_00);
        return account;
    }

    private void book(Account account, LocalDate day, EntryKind kind, long amountMinor) {
        long cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        long from = amountMinor < 0 ? account.id() : cash;
        long to = amountMinor < 0 ? cash : account.id();
        assertThat(bank.ledger()
                        .book(List.of(EntryRequest.move(
                                UUID.randomUUID(), kind, day, "", from, to, Math.abs(amountMinor), "USD", false))))
                .allMatch(BookingOutcome.Booked.class::isInstance);
    }

    private YearlySummary summary() {
        return summaries.read(List.of(customer), YEAR, LAST).get(0).summary();
    }

    @Test
    void theFiguresAreTheSumsOfTheTwelveStatements() {
        YearlySummary summary = summary();
        assertThat(summary.accounts()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            AccountYear year = summary.accounts().get(i);
            List<Statement> months = new ArrayList<>();
            for (int month = 1; month <= 12; month++) {
                months.add(reporting
                        .statements()
                        .ofAccount(accounts.get(i).number(), Period.of(YearMonth.of(2023, month)), LAST)
                        .orElseThrow());
            }
            assertThat(year.number()).isEqualTo(accounts.get(i).number());
            assertThat(year.openingMinor()).isEqualTo(months.get(0).openingMinor());
            assertThat(year.closingMinor()).isEqualTo(months.get(11).closingMinor());
            assertThat(year.earnedMinor())
                    .isPositive()
                    .isEqualTo(total(months, EntryKind.CAPITALISATION))
                    .isEqualTo(months.stream()
                            .mapToLong(month -> month.interest().postedMinor())
                            .sum());
            assertThat(year.withheldMinor()).isPositive().isEqualTo(-total(months, EntryKind.WITHHOLDING_TAX));
            assertThat(year.chargedMinor()).isPositive().isEqualTo(-total(months, EntryKind.OVERDRAFT_INTEREST));
            assertThat(year.feesMinor()).isPositive().isEqualTo(-total(months, EntryKind.FEE));
        }
        assertThat(summary.totalMinor(TaxFigure.INTEREST_EARNED, "USD"))
                .isEqualTo(summary.accounts().get(0).earnedMinor()
                        + summary.accounts().get(1).earnedMinor());
        assertThat(summary.totalMinor(TaxFigure.TAX_WITHHELD, "USD"))
                .isEqualTo(summary.accounts().get(0).withheldMinor()
                        + summary.accounts().get(1).withheldMinor());
        assertThat(summary.totalMinor(TaxFigure.FEES, "EUR")).isZero();
    }

    private static long total(List<Statement> months, EntryKind kind) {
        return months.stream().mapToLong(month -> month.totalMinor(kind)).sum();
    }

    @Test
    void theFormOfTheCountryShowsTheFiguresThatItAsksFor() {
        YearlySummary summary = taxedIn("", "en");
        String earned = usd(summary.totalMinor(TaxFigure.INTEREST_EARNED, "USD"));
        String withheld = usd(summary.totalMinor(TaxFigure.TAX_WITHHELD, "USD"));
        List<String> general = lines(PDF.render(summary, false).content());
        assertThat(general)
                .contains(
                        "Totals USD",
                        "Interest earned " + earned,
                        "Tax withheld by the bank " + withheld,
                        "Fees " + usd(summary.totalMinor(TaxFigure.FEES, "USD")))
                .noneMatch(line -> line.contains("1099"));
        AccountYear first = summary.accounts().get(0);
        assertThat(general)
                .anyMatch(line -> line.contains(first.number())
                        && line.endsWith(usd(first.openingMinor())
                                + ' '
                                + usd(first.earnedMinor())
                                + ' '
                                + usd(first.withheldMinor())
                                + ' '
                                + usd(first.chargedMinor())
                                + ' '
                                + usd(first.feesMinor())
                                + ' '
                                + usd(first.closingMinor())));
        assertThat(lines(PDF.render(taxedIn("US", "en"), false).content()))
                .contains(
                        "Form 1099-INT figures",
                        "1  Interest income " + earned,
                        "4  Federal income tax withheld " + withheld);
        assertThat(lines(PDF.render(taxedIn("DE", "de"), false).content()))
                .contains(
                        "Jahres\u00FCbersicht 2023",
                        "7  H\u00F6he der Kapitalertr\u00E4ge 0,00",
                        "37  Kapitalertragsteuer 0,00");
        assertThat(TaxTemplate.of("FR")).isEmpty();
    }

    private YearlySummary taxedIn(String country, String language) {
        YearlySummary summary = summary();
        return new YearlySummary(
                summary.bank(),
                new Holder(summary.holder().name(), summary.holder().address(), language),
                YEAR,
                country,
                LAST,
                summary.accounts(),
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void everySummaryIsPdfA2bAndTheTaggedOneIsPdfUa1(String language) throws Exception {
        YearlySummary two = taxedIn("DE", language);
        List<AccountYear> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.addAll(two.accounts());
        }
        Pictures.save(
                "summary-" + language,
                PDF.render(
                                taxedIn(language.equals("de") ? "DE" : "US", language)
                                        .replacing(new YearlySummary.Replaced(new UUID(7, 7), LAST)),
                                false)
                        .content());
        YearlySummary hundred = new YearlySummary(two.bank(), two.holder(), YEAR, "US", LAST, many, null);
        for (YearlySummary summary :
                List.of(two, hundred, two.replacing(new YearlySummary.Replaced(UUID.randomUUID(), LAST)))) {
            assertThat(Verapdf.violations(PDF.render(summary, false).content(), PDFAFlavour.PDFA_2_B))
                    .isEmpty();
            byte[] tagged = PDF.render(summary, true).content();
            assertThat(Verapdf.violations(tagged, PDFAFlavour.PDFA_2_B)).isEmpty();
            assertThat(Verapdf.violations(tagged, PDFAFlavour.PDFUA_1)).isEmpty();
        }
        assertThat(PDF.render(hundred, false).pages()).isGreaterThan(3);
    }

    @Test
    void aSummaryIsIssuedOnceAndACorrectedOneSaysWhatItReplaces() {
        assertThat(reporting
                        .yearlySummaryRun()
                        .issue(List.of(customer), YEAR, LAST)
                        .issued())
                .isEqualTo(1);
        assertThat(reporting
                        .yearlySummaryRun()
                        .issue(List.of(customer), YEAR, LAST.plusDays(3))
                        .issued())
                .isZero();
        long account = accounts.get(0).id();
        UUID first = Document.id(DocumentKind.YEARLY_SUMMARY, account, DAYS);
        assertThat(reporting.documents().ofAccount(account))
                .extracting(Document::id)
                .containsExactly(first);

        reporting.documentPreferences().setTaxResidence(customer, "US");
        assertThat(reporting
                        .yearlySummaryRun()
                        .issue(List.of(customer), YEAR, LAST.plusDays(9))
                        .issued())
                .isEqualTo(1);
        Document corrected = reporting.documents().ofAccount(account).get(0);
        assertThat(corrected.version()).isEqualTo(2);
        assertThat(corrected.replaces()).isEqualTo(first);
        assertThat(lines(reporting.documents().content(corrected.id()).orElseThrow()))
                .anyMatch(line -> line.startsWith("Corrects document " + first + " of "))
                .contains("Form 1099-INT figures");
        assertThat(reporting.documents().find(first))
                .as("stays as it was issued")
                .isPresent();
        assertThat(bank.jdbc()
                        .sql("select subject from mail_outbox order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "Your yearly summary 2023-01-01 to 2023-12-31", "Your yearly summary 2023-01-01 to 2023-12-31");
    }

    @Test
    void aYearWithoutAnAccountHasNoSummary() {
        assertThat(summaries.read(List.of(customer), Year.of(2021), LAST)).isEmpty();
        assertThat(summaries.read(List.of(999_999L), YEAR, LAST)).isEmpty();
    }

    private static String usd(long minor) {
        return String.format("%,d.%02d", minor / 100, minor % 100);
    }

    private static List<String> lines(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
