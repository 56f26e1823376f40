package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.seal.DaySeals;
import vesper.batch.operator.RunStatus;
import vesper.batch.statements.MonthlyStatements;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.document.Documents;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Statement;

/** The statements of the month end, held against the books. */
class MonthlyStatementsTest {
    private static final Period MONTH = Period.of(YearMonth.from(MonthEnd.DAY));

    private final Night night =
            new Night(Night.chunksOf(MonthEnd.CHUNK), Steps.before("statements", this::payOnOpenAccounts));
    private final Bank bank = night.test.bank();

    @BeforeEach
    void closeTheMonth() {
        MonthEnd.populate(night);
        assertThat(night.closeUntil(MonthEnd.DAY)).allMatch(run -> run.status() == RunStatus.COMPLETED);
    }

    @AfterEach
    void close() {
        night.close();
    }

    /** Payments of the next day reach the books while the statements of the month are made. */
    private void payOnOpenAccounts() {
        long cash = night.test
                .bank()
                .accounts()
                .ledgerAccount(LedgerCode.CASH, "USD")
                .id();
        night.test
                .bank()
                .ledger()
                .book(accounts().stream()
                        .filter(this::paysIn)
                        .map(account -> EntryRequest.move(
                                UUID.randomUUID(),
                                EntryKind.DEPOSIT,
                                MonthEnd.DAY.plusDays(1),
                                "Paid in on the first",
                                cash,
                                account,
                                11_11,
                                "USD",
                                false))
                        .toList());
    }

    private boolean paysIn(long id) {
        Account account = night.test.bank().accounts().byId(id).orElseThrow();
        return account.status() == AccountStatus.OPEN && account.kind() != AccountKind.LOAN;
    }

    private List<Long> accounts() {
        return night.test
                .bank()
                .jdbc()
                .sql("select id from account where kind <> 'INTERNAL' order by id")
                .query(Long.class)
                .list();
    }

    @Test
    void everyCustomersAccountHasOneDocumentAndItsHolderOneMail() {
        assertThat(night.rows("""
                        select d.account_id, d.period_from::text, d.period_to::text, a.customer_id, m.recipient, m.state
                          from document d join account a on a.id = d.account_id
                          join mail_outbox m on m.document_id = d.id and m.customer_id = a.customer_id
                         where d.kind = 'STATEMENT'
                        """))
                .hasSameSizeAs(accounts())
                .extracting(row -> row.get("account_id"))
                .containsExactlyInAnyOrderElementsOf(accounts());
        assertThat(night.rows("select 1 from document where kind = 'STATEMENT'"))
                .hasSameSizeAs(accounts());
        assertThat(night.rows(
                        "select distinct period_from::text, period_to::text from document where kind = 'STATEMENT'"))
                .singleElement()
                .hasToString("{period_from=2024-12-01, period_to=2024-12-31}");
        assertThat(night.rows("select distinct recipient, state from mail_outbox"))
                .singleElement()
                .hasToString("{recipient=ada@customer.example, state=QUEUED}");
    }

    @Test
    void theClosingBalanceOnPaperIsThatOfTheBooksAtTheEndOfThePeriod() {
        Reporting reporting = BatchJobs.reportingOver(bank, null);
        assertThat(accounts()).hasSize(27).allSatisfy(account -> {
            long closingMinor = bank.balancesInTime().atClose(account, MonthEnd.DAY);
            String amount = String.format("%,d.%02d", Math.abs(closingMinor) / 100, Math.abs(closingMinor) % 100);
            UUID document = statement(reporting.documents(), account);
            assertThat(DocumentText.of(reporting.documents().content(document).orElseThrow())
                            .lines())
                    .contains("Closing balance " + (closingMinor < 0 ? "\u2212" : "") + amount);
            assertThat(bank.accounts().byId(account).orElseThrow().balanceMinor())
                    .isEqualTo(closingMinor + (paysIn(account) ? 11_11 : 0));
        });
    }

    @Test
    void theInterestOfTheMonthIsOnTheStatementsOfTheMonth() {
        assertThat(bank.jdbc()
                        .sql("select account_id from interest_capitalisation where state = 'BOOKED'")
                        .query(Long.class)
                        .list())
                .hasSizeGreaterThan(3)
                .allSatisfy(account -> assertThat(BatchJobs.reportingOver(bank, null)
                                .statements()
                                .read(List.of(account), MONTH, MonthEnd.DAY)
                                .get(0)
                                .statement()
                                .entries())
                        .filteredOn(entry -> entry.kind() == EntryKind.CAPITALISATION
                                && entry.bookingDate().equals(MonthEnd.DAY))
                        .hasSize(1));
    }

    @Test
    void aStatementNamesTheNewestSealUpToItsLastDay() {
        Reporting reporting = BatchJobs.reportingOver(bank, null);
        String number = bank.accounts().byId(accounts().get(0)).orElseThrow().number();
        for (LocalDate last : List.of(MonthEnd.DAY, MonthEnd.DAY.minusDays(4))) {
            DaySeals.Signed signed = bank.seals().certificates(last, last).get(0);
            Statement.Seal seal = reporting
                    .statements()
                    .ofAccount(number, new Period(MONTH.from(), last), last)
                    .orElseThrow()
                    .seal();
            assertThat(seal)
                    .isEqualTo(new Statement.Seal(
                            last, Documents.fingerprint(signed.text().getBytes(StandardCharsets.UTF_8))));
        }
        assertThat(reporting
                        .statements()
                        .ofAccount(number, new Period(LocalDate.of(2020, 1, 1), LocalDate.of(2020, 1, 1)), MONTH.to())
                        .orElseThrow()
                        .seal())
                .isNull();
    }

    @Test
    void theStatementsOfTheNightNameTheSealOfTheirLastDay() {
        DaySeals.Signed signed =
                bank.seals().certificates(MonthEnd.DAY, MonthEnd.DAY).get(0);
        String hash = Documents.fingerprint(signed.text().getBytes(StandardCharsets.UTF_8));
        Documents documents = BatchJobs.reportingOver(bank, null).documents();
        assertThat(accounts())
                .allSatisfy(account -> assertThat(DocumentText.of(
                                documents.content(statement(documents, account)).orElseThrow()))
                        .contains(hash));
    }

    @Test
    void theFileThatWasIssuedIsKnownAndAChangedOneIsNot() {
        Reporting reporting = BatchJobs.reportingOver(bank, null);
        Document issued = reporting.documents().ofAccount(accounts().get(0)).get(0);
        byte[] content = reporting.documents().content(issued.id()).orElseThrow();
        assertThat(reporting.documents().withContent(content)).contains(issued);
        content[content.length / 2] ^= 1;
        assertThat(reporting.documents().withContent(content)).isEmpty();
    }

    @Test
    void statementsMadeAgainAreThoseMadeBefore() {
        String all = "select id, encode(content_sha256, 'hex') as sha256, created_at from document order by id";
        String mails = "select id, message_id, created_at from mail_outbox order by id";
        List<?> documents = night.rows(all);
        List<?> queued = night.rows(mails);

        Task again = new MonthlyStatements(bank, BatchJobs.reportingOver(bank, null), 100);
        assertThat(again.work(MonthEnd.DAY, Task.START).totals()).isEqualTo(Totals.NONE);
        night.closeUntil(MonthEnd.DAY.plusDays(2));

        assertThat(night.rows(all)).isEqualTo(documents);
        assertThat(night.rows(mails)).isEqualTo(queued);
    }

    private static UUID statement(Documents documents, long account) {
        return documents.ofAccount(account).stream()
                .filter(document -> document.kind() == DocumentKind.STATEMENT)
                .findFirst()
                .orElseThrow()
                .id();
    }
}
