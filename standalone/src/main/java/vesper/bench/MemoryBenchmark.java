package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.function.Consumer;
import vesper.bank.Bank;
import vesper.cli.BankDatabase;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.reporting.Reporting;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Statement;
import vesper.reporting.statement.Statements;

/**
 * Whether memory stays flat while 100,000 statements of two pages are rendered: {@code memory.heap} is the heap in use after a
 * collection at the end, and {@code memory.resident} what the operating system counts for the process, each beside what it was after
 * the first tenth.
 */
final class MemoryBenchmark implements Benchmark {
    private static final int DOCUMENTS = 100_000;
    private static final int STATEMENTS = 500;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        try (Home home = Home.open(settings.folder(), Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), 3)) {
            Bank bank = new Bank(pool);
            settings.progress().accept("memory: booking a month");
            List<Long> accounts = StatementsBenchmark.prepare(bank, pool, STATEMENTS);
            Reporting reporting = new Reporting(bank, Letterhead.vesper());
            List<Statement> statements =
                    reporting
                            .statements()
                            .read(accounts, StatementsBenchmark.PERIOD, StatementsBenchmark.PERIOD.to())
                            .stream()
                            .map(Statements.Read::statement)
                            .toList();
            render(reporting, statements, DOCUMENTS / 10);
            Memory early = Memory.now();
            settings.progress().accept("memory: rendered a tenth");
            render(reporting, statements, DOCUMENTS - DOCUMENTS / 10);
            Memory.now().against(early, "memory", "after-10000", figures);
        }
    }

    private static void render(Reporting reporting, List<Statement> statements, int documents) {
        for (int n = 0; n < documents; n++) {
            Statement statement = statements.get(n % statements.size());
            if (reporting.statementPdf().render(statement).pages() < 1) {
                throw new IllegalStateException("a document without a page");
            }
        }
    }
}
