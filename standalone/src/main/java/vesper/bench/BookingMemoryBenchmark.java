package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import java.util.function.Consumer;
import vesper.bank.Bank;
import vesper.bench.BookingBenchmark.Work;
import vesper.cli.BankDatabase;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * Whether memory stays flat while ten million entries are booked, 500 a commit by four clients: {@code booking-memory.heap} is the
 * heap in use after a collection at the end, and {@code booking-memory.resident} what the operating system counts for the process, each
 * beside what it was after the first million. The database is in processes of its own.
 */
final class BookingMemoryBenchmark implements Benchmark {
    private static final long ENTRIES = 10_000_000;
    private static final long EARLY = 1_000_000;
    private static final int CLIENTS = 4;
    private static final int BATCH = 500;
    private static final int SECONDS = 10;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        try (Home home = Home.open(settings.folder(), Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), CLIENTS + 1)) {
            Bank bank = new Bank(pool);
            settings.progress().accept("booking-memory: opening " + settings.accounts() + " accounts");
            BookingBenchmark.prepare(bank, pool, settings.accounts());
            Work work = new Work(bank, settings.accounts());
            long booked = book(work, 0, EARLY, settings);
            Memory early = Memory.now();
            book(work, booked, ENTRIES, settings);
            Memory.now().against(early, "booking-memory", "after-1000000", figures);
        }
    }

    /** Books until there are so many. */
    private static long book(Work work, long booked, long until, Settings settings) throws Exception {
        long now = booked;
        while (now < until) {
            double perSecond = work.perSecond(CLIENTS, BATCH, SECONDS, work::uniform);
            now += Math.round(perSecond * SECONDS);
            settings.progress()
                    .accept(String.format(
                            Locale.ROOT, "booking-memory: %,d entries booked, %,.0f a second", now, perSecond));
        }
        return now;
    }
}
