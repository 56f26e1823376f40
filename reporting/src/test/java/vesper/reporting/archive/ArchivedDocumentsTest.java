package vesper.reporting.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.document.Documents;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;

/** Issued documents in an archive of files. */
class ArchivedDocumentsTest {
    private static final Period DAY = new Period(TestBank.DAY, TestBank.DAY);

    private final TestBank test = new TestBank();
    private final Reporting reporting = new Reporting(test.bank(), Letterhead.vesper());
    private final ArchivedDocuments archived = reporting.archivedDocuments();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        test.close();
    }

    private List<Document> issued(int count) {
        List<Long> accounts = Stream.generate(() -> test.current(100))
                .limit(count)
                .map(Account::id)
                .toList();
        reporting.statementRun().renderAndQueue(accounts, DAY, TestBank.DAY);
        return accounts.stream()
                .flatMap(account -> reporting.documents().ofAccount(account).stream())
                .toList();
    }

    private Path file(Document document) {
        return folder.resolve(document.sha256().substring(0, 2)).resolve(document.sha256() + ".pdf");
    }

    @Test
    void everyDocumentIsFoundByItsHashAndIsTheOneThatWasIssued() throws Exception {
        List<Document> documents = issued(3);
        FolderArchive archive = new FolderArchive(folder);
        assertThat(archived.counts()).isEqualTo(new ArchivedDocuments.Counts(3, 0, 0));
        assertThat(archived.add(archive, 10, 2)).isEqualTo(2);
        assertThat(archived.add(archive, 10, 2)).isEqualTo(1);
        assertThat(archived.add(archive, 10, 2)).isZero();
        assertThat(archived.counts()).isEqualTo(new ArchivedDocuments.Counts(0, 3, 0));
        for (Document document : documents) {
            byte[] kept = archive.get(document.sha256()).orElseThrow();
            assertThat(Documents.fingerprint(kept)).isEqualTo(document.sha256());
            assertThat(Files.isRegularFile(file(document))).isTrue();
            assertThat(reporting.documents().withContent(kept)).contains(document);
        }
        assertThat(archive.get("0".repeat(64))).isEmpty();
    }

    @Test
    void aDocumentStaysUntilTheEndOfItsYears() throws Exception {
        Document document = issued(1).get(0);
        FolderArchive archive = new FolderArchive(folder);
        archived.add(archive, 10, 10);
        LocalDate last = Year.from(document.createdAt().atZone(ZoneOffset.UTC))
                .plusYears(10)
                .atMonth(12)
                .atEndOfMonth();
        assertThat(archived.removeOver(archive, last, 10)).isZero();
        assertThat(file(document)).exists();
        assertThat(archived.removeOver(archive, last.plusDays(1), 10)).isEqualTo(1);
        assertThat(file(document)).doesNotExist();
        assertThat(archived.counts()).isEqualTo(new ArchivedDocuments.Counts(0, 0, 1));
        assertThat(archived.add(archive, 10, 10)).as("not put there again").isZero();
        assertThat(archived.removeOver(archive, last.plusDays(2), 10)).isZero();
    }

    @Test
    void documentsWithTheSameBytesAreAllIssuedAndArchivedUntilTheLastOfThemIsOver() throws Exception {
        Document first = issued(1).get(0);
        FolderArchive archive = new FolderArchive(folder);
        archived.add(archive, 10, 10);
        LocalDate last =
                LocalDate.of(Year.from(first.createdAt().atZone(ZoneOffset.UTC)).getValue() + 10, 12, 31);
        byte[] content = reporting.documents().content(first.id()).orElseThrow();
        Documents.New second = new Documents.New(
                first.accountId(),
                DocumentKind.STATEMENT,
                new Period(TestBank.DAY.minusDays(1), TestBank.DAY),
                1,
                null,
                "",
                1,
                content);
        reporting.documents().store(List.of(second));
        assertThat(reporting.documents().withContent(content).map(Document::id)).contains(second.id());

        // The second waits to be archived while the first is over.
        assertThat(archived.removeOver(archive, last.plusDays(1), 10)).isEqualTo(1);
        assertThat(archive.get(first.sha256())).isPresent();
        assertThat(archived.add(archive, 11, 10)).isEqualTo(1);
        assertThat(archived.removeOver(archive, last.plusYears(1), 10)).isZero();
        assertThat(archive.get(first.sha256())).isPresent();
        assertThat(archived.removeOver(archive, last.plusYears(1).plusDays(1), 10))
                .isEqualTo(1);
        assertThat(archive.get(first.sha256())).isEmpty();
        assertThat(archived.counts()).isEqualTo(new ArchivedDocuments.Counts(0, 0, 2));
    }

    @Test
    void documentsThatAreMissingOrChangedInTheArchiveAreFound() throws Exception {
        List<Document> documents = issued(3);
        FolderArchive archive = new FolderArchive(folder);
        archived.add(archive, 10, 10);
        assertThat(reporting.archiveCheck().check(archive)).isEqualTo(new ArchiveCheck.Result(3, 0, List.of()));

        Document missing = documents.get(0);
        Document changed = documents.get(1);
        archive.remove(missing.sha256());
        assertThat(file(changed).toFile().setWritable(true)).isTrue();
        Files.writeString(file(changed), "other");
        ArchiveCheck.Result found = reporting.archiveCheck().check(archive);
        assertThat(found.checked()).isEqualTo(3);
        assertThat(found.findings())
                .containsExactlyInAnyOrder(
                        new ArchiveCheck.Finding(missing.id(), missing.sha256(), ArchiveCheck.Fault.MISSING),
                        new ArchiveCheck.Finding(changed.id(), changed.sha256(), ArchiveCheck.Fault.CHANGED));

        issued(2);
        assertThat(reporting.archiveCheck().check(archive).waiting()).isEqualTo(2);
    }

    @Test
    void anArchiveThatRefusesOneKeepsThoseBeforeItAndIsAskedAgain() throws Exception {
        issued(3);
        FolderArchive whole = new FolderArchive(folder);
        DocumentArchive full = new DocumentArchive() {
            private int room = 1;

            @Override
            public void put(String sha256, byte[] content, LocalDate keepUntil) throws IOException {
                if (room-- == 0) {
                    throw new IOException("no space left");
                }
                whole.put(sha256, content, keepUntil);
            }

            @Override
            public java.util.Optional<byte[]> get(String sha256) throws IOException {
                return whole.get(sha256);
            }

            @Override
            public void remove(String sha256) throws IOException {
                whole.remove(sha256);
            }
        };
        assertThatThrownBy(() -> archived.add(full, 10, 10)).hasMessage("no space left");
        assertThat(archived.counts()).isEqualTo(new ArchivedDocuments.Counts(2, 1, 0));
        try (ArchiveKeeper keeper = new ArchiveKeeper(archived, whole, 10, Clock.systemUTC())) {
            keeper.start();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (archived.counts().waiting() > 0) {
                assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
        assertThat(archived.counts()).isEqualTo(new ArchivedDocuments.Counts(0, 3, 0));
    }
}
