package vesper.console;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.audit.Actor;
import vesper.batch.operator.Operations;
import vesper.console.signin.StaffAccounts;
import vesper.console.signin.StaffAccounts.Role;
import vesper.reporting.Reporting;

/** A console on a free port over a bank of its own, with one member of staff per role. */
public final class RunningConsole implements AutoCloseable {
    public static final String TOKEN = "test-token-of-the-operator-api-0123456789";

    public static final String VIEWER_TOKEN = "test-token-of-those-who-only-look-0123456789";

    /** Who acts where a test does not go through the pages. */
    public static final Actor OLGA = new Actor(Actor.Kind.STAFF, "olga", "test");

    private final TestBank testBank = new TestBank();
    private final ConfigurableApplicationContext context;
    private final String address;
    public final String operatorPassword;
    public final String analystPassword;
    public final String underwriterPassword;
    public final String adminPassword;

    /** @param settings further ones, such as {@code vesper.batch.schedule-enabled=true} */
    public RunningConsole(String... settings) {
        StaffAccounts staff = new StaffAccounts(testBank.bank());
        operatorPassword = staff.register("olga", Set.of(Role.OPERATOR));
        analystPassword = staff.register("ann", Set.of(Role.ANALYST));
        underwriterPassword = staff.register("una", Set.of(Role.UNDERWRITER));
        adminPassword = staff.register("adam", Set.of(Role.ADMIN));
        context = ConsoleApplication.application()
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "vesper.console.operator-token", TOKEN,
                        "vesper.console.viewer-token", VIEWER_TOKEN,
                        "vesper.console.page-size", "5",
                        "vesper.console.second-factor.key", Base64.getEncoder().encodeToString(new byte[32]),
                        "spring.main.banner-mode", "off"))
                .properties(settings)
                .initializers(started -> ((GenericApplicationContext) started)
                        .registerBean("dataSource", DataSource.class, testBank::dataSource))
                .run();
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        address = "http://127.0.0.1:" + port;
    }

    public TestBank testBank() {
        return testBank;
    }

    public Operations operations() {
        return context.getBean(Operations.class);
    }

    public Reporting reporting() {
        return context.getBean(Reporting.class);
    }

    public Bank bank() {
        return testBank.bank();
    }

    public String url(String path) {
        return address + path;
    }

    /** Payloads of the outbox for a topic, oldest first. */
    public List<byte[]> outbox(String topic) {
        return bank().jdbc()
                .sql("select unnest(payloads) from outbox where topic = :topic order by id")
                .param("topic", topic)
                .query(byte[].class)
                .list();
    }

    public static UUID id(int n) {
        return new UUID(0x1234_0000_0000_7000L, 0x8000_0000_0000_0000L + n);
    }

    @Override
    public void close() {
        context.close();
        testBank.close();
    }
}
