package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import vesper.bank.Bank;
import vesper.cli.BankDatabase;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.mail.MailSender;
import vesper.reporting.mail.MailSettings;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Letterhead;

/**
 * Mails with a statement of two pages a second, over as many connections as a bank's sender has. {@code mail.sent} takes them from
 * the outbox, composes them, sends them and marks them when the server has them; its limit is Postfix's {@code smtp-source}, which
 * sends one and the same mail of that size to the same server, {@code smtp-sink}, over as many connections, in turns with it.
 */
final class MailBenchmark implements Benchmark {
    private static final int MAILS_PER_ROUND = 2_000;
    /** As many until the compiler is done: then the first round that counts is as quick as the last. */
    private static final int WARM_UP_ROUNDS = 10;

    /** Of each worker, of the marks and of the night. */
    private static final int CONNECTIONS = 12;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        try (Postfix postfix = Postfix.start(settings.folder());
                Home home = Home.open(settings.folder(), Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), CONNECTIONS)) {
            Bank bank = new Bank(pool);
            settings.progress().accept("mail: booking a month");
            int rounds = WARM_UP_ROUNDS + settings.rounds();
            List<Long> accounts = StatementsBenchmark.prepare(bank, pool, rounds * MAILS_PER_ROUND);
            Reporting reporting = new Reporting(bank, Letterhead.vesper());
            MailSettings mail = MailSettings.plain("127.0.0.1", postfix.port());
            MailSender sender = reporting.mailSender(mail, "bench");
            List<Double> sent = new ArrayList<>();
            List<Double> source = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                int counted = round - WARM_UP_ROUNDS;
                settings.progress()
                        .accept(
                                counted < 1
                                        ? "mail: warming up, round " + round + " of " + WARM_UP_ROUNDS
                                        : "mail: round " + counted + " of " + settings.rounds());
                int before = (round - 1) * MAILS_PER_ROUND;
                List<Long> chunk = accounts.subList(before, before + MAILS_PER_ROUND);
                StatementsBenchmark.night(bank, reporting, chunk);
                UUID document = Document.id(DocumentKind.STATEMENT, chunk.get(0), StatementsBenchmark.PERIOD);
                byte[] content = reporting.documents().content(document).orElseThrow();
                double sentRate = perSecond(sender::sendDue);
                double sourceRate = perSecond(() -> postfix.send(MAILS_PER_ROUND, mail.workers(), content));
                if (counted > 0) {
                    sent.add(sentRate);
                    source.add(sourceRate);
                }
            }
            figures.accept(Figure.against("mail.sent", sent, "mails/s", "smtp-source", source));
        }
    }

    /** Sends mails, and says how many. */
    private interface Sending {
        int send() throws Exception;
    }

    private static double perSecond(Sending sending) throws Exception {
        long start = System.nanoTime();
        int sent = sending.send();
        if (sent != MAILS_PER_ROUND) {
            throw new IllegalStateException(sent + " mails were sent and not " + MAILS_PER_ROUND);
        }
        return sent / ((System.nanoTime() - start) / 1e9);
    }
}
