package vesper.reporting.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.reporting.Reporting;
import vesper.reporting.link.Collected;
import vesper.reporting.mail.MailOutbox;
import vesper.reporting.mail.MailState;
import vesper.reporting.privacy.DataRequest.State;
import vesper.reporting.privacy.DataRequest.Step;
import vesper.reporting.privacy.DataRequests.Taken;
import vesper.reporting.statement.Letterhead;

class DataRequestsTest {
    private static final LocalDate TODAY = LocalDate.parse("2024-01-31");
    private static final Instant NOW = Instant.parse("2024-02-02T08:00:00Z");
    private static final Passphrase WRONG = Passphrase.written("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF");

    private final TestBank test = new TestBank();
    private final Reporting reporting = new Reporting(test.bank(), Letterhead.vesper());
    private final DataRequests requests = reporting.dataRequests();
    private final long customer = test.current(12_34).customerId();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whatIsHeldIsHandedOutOnceToWhoHasLinkAndPassphrase() throws IOException {
        Taken taken = gathered();
        String link = link(taken);
        assertThat(requests.leads(link, NOW)).isTrue();
        String asWritten = taken.passphrase().text().toLowerCase(Locale.ROOT).replace('-', ' ');

        byte[] zip = ((Collected.File) requests.collect(link, Passphrase.written(asWritten), NOW)).content();
        assertThat(firstEntry(zip, taken.passphrase().text())).contains("What we hold on you", "Ada Nilsson", "12.34");

        assertThat(requests.collect(link, taken.passphrase(), NOW)).isEqualTo(new Collected.Gone());
        assertThat(requests.leads(link, NOW)).isFalse();
        assertThat(requests.find(taken.id()).orElseThrow().state()).isEqualTo(State.COLLECTED);
        assertThat(requests.link(taken.id(), "olga", NOW)).isEmpty();
        assertThat(row(taken)).containsEntry("content", null);
        assertThat(requests.steps(taken.id()))
                .extracting(Step::step)
                .containsExactly("TAKEN", "GATHERED", "MAIL_QUEUED", "LINKED", "COLLECTED");
        assertThat(requests.steps(taken.id()))
                .extracting(Step::by)
                .containsExactly("olga", "night", "night", "olga", "holder of the link");
    }

    @Test
    void aRequestIsDueAMonthAfterItWasReceived() {
        Taken taken = requests.take(customer, "olga", TODAY).orElseThrow();
        DataRequest request = requests.find(taken.id()).orElseThrow();
        assertThat(request.receivedOn()).isEqualTo(TODAY);
        assertThat(request.dueOn()).isEqualTo("2024-02-29");
        assertThat(request.state()).isEqualTo(State.RECEIVED);
        assertThat(requests.toGather()).isEqualTo(1);
        assertThat(requests.take(customer + 1000, "olga", TODAY)).isEmpty();
    }

    @Test
    void theFifthWrongPassphraseEndsTheLinkAndNotTheFile() {
        Taken taken = gathered();
        String link = link(taken);
        for (int left = 4; left >= 0; left--) {
            assertThat(requests.collect(link, WRONG, NOW)).isEqualTo(new Collected.Wrong(left));
        }
        assertThat(requests.collect(link, taken.passphrase(), NOW)).isEqualTo(new Collected.Gone());
        assertThat(requests.steps(taken.id()))
                .extracting(Step::step)
                .containsSubsequence("WRONG_TRY", "WRONG_TRY", "WRONG_TRY", "WRONG_TRY", "WRONG_TRY", "LINK_ENDED");

        assertThat(requests.collect(link(taken), taken.passphrase(), NOW)).isInstanceOf(Collected.File.class);
    }

    @Test
    void aLinkEndsAfterADayAndWhenAnotherIsMade() {
        Taken taken = gathered();
        String first = link(taken);
        String second = link(taken);
        assertThat(requests.collect(first, taken.passphrase(), NOW)).isEqualTo(new Collected.Gone());
        assertThat(requests.leads(second, NOW.plus(Duration.ofHours(24)).minusMillis(1)))
                .isTrue();
        Instant dayAfter = NOW.plus(Duration.ofHours(24));
        assertThat(requests.leads(second, dayAfter)).isFalse();
        assertThat(requests.collect(second, taken.passphrase(), dayAfter)).isEqualTo(new Collected.Gone());
        assertThat(requests.find(taken.id()).orElseThrow().linkEndsAt()).isNull();
    }

    @Test
    void aRequestTakenAgainEndsTheOneBefore() {
        Taken first = gathered();
        String link = link(first);
        Taken second = requests.take(customer, "adam", TODAY).orElseThrow();
        assertThat(requests.find(first.id()).orElseThrow().state()).isEqualTo(State.ENDED);
        assertThat(requests.collect(link, first.passphrase(), NOW)).isEqualTo(new Collected.Gone());
        assertThat(requests.newest(10)).extracting(DataRequest::id).containsExactly(second.id(), first.id());
    }

    @Test
    void nothingInTheDatabaseOpensAFileThatWasGathered() {
        Taken taken = gathered();
        assertThat(row(taken)).containsEntry("file_key", null);
        assertThat(row(taken).values())
                .noneMatch(value ->
                        String.valueOf(value).contains(taken.passphrase().text()));
        byte[] content = (byte[]) row(taken).get("content");
        assertThat(new String(content, StandardCharsets.ISO_8859_1)).doesNotContain("Ada Nilsson");
    }

    @Test
    void gatheringAgainDoesNothing() {
        Taken taken = gathered();
        byte[] before = (byte[]) row(taken).get("content");
        requests.gather(taken.id(), "night");
        assertThat((byte[]) row(taken).get("content")).isEqualTo(before);
        assertThat(requests.steps(taken.id())).hasSize(3);
        assertThat(reporting.mailOutbox().list(null, Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void aFileThatNobodyCollectsIsKeptForThirtyDays() {
        Taken taken = gathered();
        Instant gathered = Instant.now();
        assertThat(requests.endUncollected(gathered.plus(Duration.ofDays(29)))).isZero();
        assertThat(requests.endUncollected(gathered.plus(Duration.ofDays(30)).plusSeconds(60)))
                .isEqualTo(1);
        assertThat(requests.find(taken.id()).orElseThrow().state()).isEqualTo(State.ENDED);
        assertThat(row(taken)).containsEntry("content", null);
    }

    @Test
    void theMailOfAFileThatIsGoneIsWithdrawn() {
        Taken taken = gathered();
        assertThat(mail(taken)).isEqualTo(MailState.QUEUED);
        assertThat(requests.mailAgain(taken.id(), "olga")).as("on its way").isFalse();
        requests.collect(link(taken), taken.passphrase(), NOW);
        assertThat(mail(taken)).isEqualTo(MailState.WITHDRAWN);
        assertThat(requests.mailAgain(taken.id(), "olga")).as("no file waits").isFalse();
        assertThatThrownBy(() -> requests.mailedLink(taken.id(), NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoHasNoAddressIsAnExceptionUntilThereIsOne() {
        address(null);
        Taken taken = gathered();
        assertThat(mail(taken)).isEqualTo(MailState.NO_ADDRESS);
        assertThat(waiting()).singleElement().satisfies(item -> {
            assertThat(item.failed().step()).isEqualTo(MailOutbox.STEP);
            assertThat(item.failed().accountId()).isNull();
            assertThat(item.failed().dueOn()).isEqualTo("2024-02-29");
        });
        long mail = requests.mail(taken.id()).orElseThrow().id();
        assertThat(reporting.mailOutbox().printInstead(mail)).as("no document").isFalse();
        assertThat(requests.mailAgain(taken.id(), "olga")).isFalse();

        address("ada@customer.example");
        assertThat(requests.mailAgain(taken.id(), "olga")).isTrue();
        assertThat(mail(taken)).isEqualTo(MailState.QUEUED);
        assertThat(waiting()).isEmpty();
        assertThat(requests.steps(taken.id()).get(3))
                .matches(step -> step.step().equals("MAIL_QUEUED") && step.by().equals("olga"));
    }

    private MailState mail(Taken taken) {
        return requests.mail(taken.id()).orElseThrow().state();
    }

    private List<ExceptionItem> waiting() {
        return test.bank().exceptions().list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10);
    }

    private void address(@Nullable String email) {
        test.bank()
                .jdbc()
                .sql("update customer set email = :email where id = :id")
                .param("email", email)
                .param("id", customer)
                .update();
    }

    private Taken gathered() {
        Taken taken = requests.take(customer, "olga", TODAY).orElseThrow();
        assertThat(requests.toGather(0, 10)).containsExactly(taken.id());
        requests.gather(taken.id(), "night");
        assertThat(requests.find(taken.id()).orElseThrow().items()).isGreaterThan(3);
        return taken;
    }

    private String link(Taken taken) {
        return requests.link(taken.id(), "olga", NOW).orElseThrow();
    }

    private Map<String, Object> row(Taken taken) {
        return test.bank()
                .jdbc()
                .sql("select * from data_request where id = :id")
                .param("id", taken.id())
                .query()
                .singleRow();
    }

    private static String firstEntry(byte[] zip, String passphrase) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), passphrase.toCharArray())) {
            assertThat(in.getNextEntry().getFileName()).isEqualTo("index.html");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
