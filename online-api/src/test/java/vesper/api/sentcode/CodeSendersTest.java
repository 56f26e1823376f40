package vesper.api.sentcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.TestPorts;
import vesper.reporting.mail.MailSettings;

class CodeSendersTest {
    private static final String NUMBER = "+15005550006";

    private static CodesByTwilio twilio(TwilioStandIn server, String token, String from) {
        return new CodesByTwilio(server.address(), TwilioStandIn.ACCOUNT, token, from);
    }

    @Test
    void twilioIsAskedAsItPublishes() throws IOException {
        try (TwilioStandIn server = new TwilioStandIn()) {
            twilio(server, TwilioStandIn.TOKEN, "+15005550000").send(NUMBER, "Your code", "123456 é & more");
            twilio(server, TwilioStandIn.TOKEN, "MG0123456789abcdef0123456789abcdef")
                    .send(NUMBER, "Your code", "123456");

            assertThat(server.taken).hasSize(2);
            assertThat(server.taken.get(0))
                    .containsEntry("From", "+15005550000")
                    .containsEntry("To", NUMBER)
                    .containsEntry("Body", "123456 é & more")
                    .containsEntry("ValidityPeriod", "300");
            assertThat(server.taken.get(1))
                    .containsEntry("MessagingServiceSid", "MG0123456789abcdef0123456789abcdef")
                    .doesNotContainKey("From");
        }
    }

    @Test
    void whatTwilioRefusesIsToldByItsNumberAndWithoutTheTelephones() {
        try (TwilioStandIn server = new TwilioStandIn()) {
            CodesByTwilio sender = twilio(server, TwilioStandIn.TOKEN, "Vesper");
            assertThatIOException()
                    .isThrownBy(() -> sender.send(TwilioStandIn.NO_NUMBER, "Your code", "123456"))
                    .withMessage("Twilio answered 400, code 21211");
            assertThatIOException()
                    .isThrownBy(() -> sender.send(TwilioStandIn.TOO_MANY, "Your code", "123456"))
                    .withMessage("Twilio answered 429, code 20429");
            assertThatIOException()
                    .isThrownBy(() -> twilio(server, "another", "Vesper").send(NUMBER, "Your code", "123456"))
                    .withMessage("Twilio answered 401, code 20003");
            assertThat(server.taken).isEmpty();
        }
    }

    @Test
    void serversThatAreNotThereAreToldOf() {
        int nobody = TestPorts.free();
        CodeSender sms = new CodesByTwilio(
                URI.create("http://127.0.0.1:" + nobody), TwilioStandIn.ACCOUNT, TwilioStandIn.TOKEN, "Vesper");
        CodeSender mail = new CodesByMail(MailSettings.plain("127.0.0.1", nobody), Clock.systemUTC());

        assertThatIOException().isThrownBy(() -> sms.send(NUMBER, "Your code", "123456"));
        assertThatIOException()
                .isThrownBy(() -> mail.send("ada@customer.example", "Your code", "123456"))
                .withMessage("the mail server cannot be reached");
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, ' Ada@Customer.example ', ada@customer.example, a•••@c•••.example",
        "EMAIL, x@localhost, x@localhost, x•••@l•••",
        "EMAIL, ada, , ",
        "EMAIL, a@b@c.example, , ",
        "EMAIL, 'a@c.example\nBcc: b@c.example', , ",
        "SMS, +44 (0)20 7946 0958, +442079460958, ••• 58",
        "SMS, +44 20-7946.0958, +442079460958, ••• 58",
        "SMS, 020 7946 0958, , ",
        "SMS, +0442079460958, , ",
        "SMS, +1234567, , ",
    })
    void contactsAreKeptInOneFormAndShownMasked(CodeChannel channel, String typed, String kept, String shown) {
        assertThat(channel.contact(typed).orElse(null)).isEqualTo(kept);
        if (kept != null) {
            assertThat(new Contact(channel, kept).masked()).isEqualTo(shown);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 30, '', 0",
        "1, 30, '29', 1",
        "1, 30, '30', 0",
        "2, 60, '10', 0",
        "2, 60, '10 50', 10",
        "2, 60, '10 50 55', 10"
    })
    void paceLetsTheNextOneWait(int most, int within, String ages, int wait) {
        List<Duration> before = Stream.of(ages.split(" "))
                .filter(age -> !age.isEmpty())
                .map(age -> Duration.ofSeconds(Long.parseLong(age)))
                .toList();
        assertThat(new Pace(most, Duration.ofSeconds(within)).waitFor(before)).isEqualTo(Duration.ofSeconds(wait));
    }

    @Test
    void aWayThatIsNotSetUpIsNotOffered() {
        CodeSettings.Mail noMail = new CodeSettings.Mail("", 25, "", "", false, "Vesper <a@b.example>");
        CodeSettings.Sms noSms = new CodeSettings.Sms(URI.create("https://api.twilio.com"), "", "", "");
        assertThat(new CodeSettings(noMail, noSms).senders(Clock.systemUTC())).isEmpty();

        assertThatThrownBy(() -> new CodeSettings.Sms(URI.create("https://api.twilio.com"), "AC1", "secret", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vesper.api.codes.sms: account, token and from go together");
        assertThatThrownBy(() -> new CodeSettings.Sms(URI.create("http://sms.example"), "AC1", "secret", "Vesper"))
                .hasMessageContaining("must begin with https://");
        assertThat(new CodeSettings.Sms(URI.create("https://api.twilio.com"), "AC1", "secret", "Vesper").toString())
                .doesNotContain("secret");
        assertThat(new CodeSettings.Mail("mail", 25, "bank", "secret", true, "a@b.example").toString())
                .doesNotContain("secret");
    }
}
