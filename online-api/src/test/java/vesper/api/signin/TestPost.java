package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vesper.api.TestApi;
import vesper.api.sentcode.TwilioStandIn;
import vesper.bank.TestPorts;

/** An API that sends codes, the mail server and the telephones where they arrive. One for all tests of the JVM. */
final class TestPost {
    private static TestPost shared;

    final TestApi api;
    final TwilioStandIn telephones = new TwilioStandIn();
    private final GreenMail mail;

    private TestPost() {
        int port = TestPorts.free();
        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        api = new TestApi(
                "server.forward-headers-strategy=native",
                "vesper.api.codes.mail.host=127.0.0.1",
                "vesper.api.codes.mail.port=" + port,
                "vesper.api.codes.sms.endpoint=" + telephones.address(),
                "vesper.api.codes.sms.account=" + TwilioStandIn.ACCOUNT,
                "vesper.api.codes.sms.token=" + TwilioStandIn.TOKEN,
                "vesper.api.codes.sms.from=Vesper");
    }

    static synchronized TestPost shared() {
        if (shared == null) {
            shared = new TestPost();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                shared.api.close();
                shared.mail.stop();
                shared.telephones.close();
            }));
        }
        return shared;
    }

    /** What arrived at a mail address, the first one first. */
    List<String> mails(String address) {
        return Arrays.stream(mail.getReceivedMessagesForDomain(address))
                .map(TestPost::text)
                .toList();
    }

    private static String text(MimeMessage message) {
        try {
            return message.getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The code that arrived last at a mail address. */
    String mailedCode(String address) {
        List<String> mails = mails(address);
        assertThat(mails).as("mails to " + address).isNotEmpty();
        return code(mails.get(mails.size() - 1));
    }

    /** The code that arrived last on a telephone. */
    String messagedCode(String number) {
        return code(telephones.taken.stream()
                .filter(fields -> number.equals(fields.get("To")))
                .reduce((first, second) -> second)
                .orElseThrow()
                .get("Body"));
    }

    private static String code(String text) {
        Matcher code = Pattern.compile("(?m)^([0-9]{6}) is your code").matcher(text);
        assertThat(code.find()).as(text).isTrue();
        return code.group(1);
    }

    /** Makes all that went out to a customer as old as if it had gone out so long before. */
    void age(TestCustomer customer, String interval) {
        api.bank()
                .jdbc()
                .sql("update sent_code set sent_at = sent_at - cast(:by as interval)"
                        + " where login_id = (select id from customer_login where name = :name)")
                .param("by", interval)
                .param("name", customer.name)
                .update();
    }
}
