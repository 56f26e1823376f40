package vesper.reporting.mail;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import vesper.bank.Bank;
import vesper.reporting.Reporting;
import vesper.reporting.statement.Letterhead;

/** A process that does nothing but send the outbox of a database to a server, until it is killed. */
final class SenderProcess {

    private SenderProcess() {}

    /** @param arguments the database's address and the server's port */
    public static void main(String... arguments) throws InterruptedException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(4);
        try (HikariDataSource dataSource = new HikariDataSource(config);
                MailSender sender = new Reporting(new Bank(dataSource), Letterhead.vesper())
                        .mailSender(MailSettings.plain("127.0.0.1", Integer.parseInt(arguments[1])), "killed")) {
            sender.start();
            Thread.currentThread().join();
        }
    }
}
