package vesper.bank.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.TestBank;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DaySealsTest {
    private static final LocalDate FIRST = TestBank.DAY;
    private static final LocalDate SECOND = FIRST.plusDays(1);

    private final SealedBank sealed = new SealedBank(1);

    @BeforeAll
    void threeDays() {
        sealed.book(40);
        sealed.close(5);
        sealed.book(30);
        sealed.close(5);
        sealed.book(10);
    }

    @AfterAll
    void end() {
        sealed.close();
    }

    @Test
    void untouchedDaysHold() {
        assertThat(sealed.verify().findings()).isEmpty();
        assertThat(sealed.verify().days()).isEqualTo(2);
        assertThat(sealed.verify(SECOND, SECOND).findings()).isEmpty();
        assertThat(sealed.bank.proof().check().breaks()).isEmpty();
    }

    @Test
    void theCertificateSaysWhatIsInTheBooks() {
        JsonNode second = certificate(SECOND);
        assertThat(second.at("/entries/count").asLong()).isEqualTo(count("journal_entry", SECOND));
        assertThat(second.at("/entries/postings").asLong()).isEqualTo(count("posting", SECOND));
        assertThat(second.at("/previous/businessDate").asString()).isEqualTo(FIRST.toString());
        assertThat(second.at("/trialBalanceMinor/USD").asString())
                .isEqualTo(sealed.bank
                        .jdbc()
                        .sql("""
                                select sum(amount_minor)::text from posting join account on account.id = account_id
                                 where kind in ('CURRENT', 'SAVINGS') and booking_date <= :day
                                """)
                        .param("day", SECOND)
                        .query(String.class)
                        .single()
                        .transform(customers -> Long.toString(Long.parseLong(customers) + settlementAt(SECOND))));
    }

    private long settlementAt(LocalDate day) {
        return sealed.bank.jdbc().sql("""
                        select coalesce(sum(amount_minor), 0) from posting join account on account.id = account_id
                         where number = '2010-USD' and booking_date <= :day
                        """).param("day", day).query(Long.class).single();
    }

    @Test
    void anybodyCanCheckSignatureAndChainWithTheirOwnMeans() throws Exception {
        List<DaySeals.Signed> certificates = sealed.bank.seals().certificates(FIRST, SECOND);
        String pem = sealed.key.publicKey().pem().replaceAll("-----[A-Z ]+-----|\\s", "");
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new X509EncodedKeySpec(java.util.Base64.getDecoder().decode(pem)));
        for (DaySeals.Signed certificate : certificates) {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(certificate.text().getBytes(StandardCharsets.UTF_8));
            assertThat(signature.verify(HexFormat.of().parseHex(certificate.signature())))
                    .isTrue();
        }
        byte[] first = MessageDigest.getInstance("SHA-256")
                .digest(certificates.get(0).text().getBytes(StandardCharsets.UTF_8));
        assertThat(certificate(SECOND).at("/previous/sha256").asString())
                .isEqualTo(HexFormat.of().formatHex(first));
    }

    @Test
    void theSealOfADayWithoutEntriesCannotBeTakenAwayEither() {
        try (SealedBank quiet = new SealedBank(9)) {
            quiet.book(5);
            quiet.close(0);
            LocalDate empty = quiet.today();
            quiet.bank.businessDates().cutOff(empty);
            quiet.bank.businessDates().startClosing(empty);
            quiet.bank.businessDates().shut(empty);
            assertThat(quiet.bank.seals().seal(empty, quiet.key))
                    .as("entries of the day")
                    .isOne();
            quiet.bank.businessDates().advance(empty);
            LocalDate emptier = quiet.today();
            quiet.bank.businessDates().cutOff(emptier);
            quiet.bank.businessDates().startClosing(emptier);
            quiet.bank.businessDates().shut(emptier);
            assertThat(quiet.bank.seals().seal(emptier, quiet.key))
                    .as("entries of the day")
                    .isZero();
            quiet.bank.businessDates().advance(emptier);
            assertThat(quiet.verify().findings()).isEmpty();

            quiet.bank.transaction().executeWithoutResult(status -> {
                quiet.unguard();
                quiet.bank
                        .jdbc()
                        .sql("delete from day_seal where business_date = :day")
                        .param("day", emptier)
                        .update();
            });

            assertThat(quiet.verify().findings())
                    .extracting(SealVerification.Finding::place)
                    .containsExactly("day_seal " + emptier + " is missing, and the day is closed");
        }
    }

    @Test
    void sealingAgainChangesNothing() {
        List<DaySeals.Signed> before = sealed.bank.seals().certificates(FIRST, SECOND);
        sealed.bank.seals().seal(FIRST, SealKey.inMemory());
        assertThat(sealed.bank.seals().certificates(FIRST, SECOND)).isEqualTo(before);
    }

    @Test
    void aDayThatStillTakesEntriesCannotBeSealed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> sealed.bank.seals().seal(sealed.today(), sealed.key))
                .withMessageContaining("not shut");
    }

    @Test
    void signaturesOfAKeyThatIsNotTrustedDoNotHold() {
        SealPublicKeys others = new SealPublicKeys(List.of(SealKey.inMemory().publicKey()));
        assertThat(sealed.bank.sealVerification().verify(FIRST, FIRST, others).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.place()).contains("no trusted key"));
    }

    @Test
    void aKeyFileIsMadeOnceAndItsPublicHalfBesideIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("secrets").resolve("seal-key.pem");
        SealKey made = SealKey.loadOrCreate(file);
        assertThat(SealKey.loadOrCreate(file).publicKey().id())
                .isEqualTo(made.publicKey().id());
        assertThat(SealPublicKeys.parse(Files.readString(SealKey.publicFile(file)))
                        .only()
                        .id())
                .isEqualTo(made.publicKey().id());
        Files.delete(file);
        SealKey next = SealKey.loadOrCreate(file);
        SealPublicKeys published = SealPublicKeys.parse(Files.readString(SealKey.publicFile(file)));
        assertThat(published.byId(made.publicKey().id())).isNotNull();
        assertThat(published.byId(next.publicKey().id())).isNotNull();
        Files.writeString(file, made.publicKey().pem());
        assertThatIllegalStateException().isThrownBy(() -> SealKey.loadOrCreate(file));
    }

    @Test
    void everyColumnIsSealed() {
        assertThat(columns("journal_entry")).containsExactlyInAnyOrder(SealedEntry.ENTRY_COLUMNS.split(", "));
        assertThat(columns("posting")).containsExactlyInAnyOrder(SealedEntry.POSTING_COLUMNS.split(", "));
    }

    private List<String> columns(String table) {
        return Arrays.asList(sealed.bank
                .jdbc()
                .sql("select column_name from information_schema.columns where table_name = :table")
                .param("table", table)
                .query(String.class)
                .list()
                .toArray(String[]::new));
    }

    private JsonNode certificate(LocalDate day) {
        return JsonMapper.shared()
                .readTree(sealed.bank.seals().certificates(day, day).get(0).text());
    }

    private long count(String table, LocalDate day) {
        return sealed.bank
                .jdbc()
                .sql("select count(*) from " + table + " where booking_date = :day")
                .param("day", day)
                .query(Long.class)
                .single();
    }
}
