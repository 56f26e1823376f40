package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import vesper.bank.Bank;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.batch.BatchSettings;
import vesper.cli.BankDatabase;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.reporting.Reporting;
import vesper.reporting.document.StatementRun;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Statement;
import vesper.reporting.statement.Statements;

/**
 * Statements of two pages, sixty entries each, a second. {@code statements.pdf} renders them by one thread from figures
 * that are there; its limits, in turns with it, are {@link BarePdfBox} and {@link HtmlStatement} by one thread. {@code
 * statements.night} is what the night does with an account, as it does it: in as many ranges at once as it is set to, 200 accounts a
 * transaction, read, rendered, stored, mail queued.
 */
final class StatementsBenchmark implements Benchmark {
    static final Period PERIOD = Period.of(YearMonth.of(2023, 6));
    private static final int ACCOUNTS_PER_ROUND = 1_000;
    /** As many before the first round, until the compiler is done: of a night, the first ones do not tell. */
    private static final int WARM_UP_ACCOUNTS = 8_000;

    private static final int ENTRIES = 60;
    private static final BatchSettings NIGHT = BatchSettings.standalone();
    private static final int DOCUMENTS_FROM_HTML = 30;
    private static final int BATCH = 500;
    private static final List<String> MERCHANTS = List.of(
            "Kirlin and Sons",
            "Rodriguez, Yost and Jenkins",
            "Harbour Books",
            "Schumm, Bauch and Ondricka",
            "Evening Star Cafe",
            "Northern Line Tickets 2023-06/44");

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        try (Home home = Home.open(settings.folder(), Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), 3)) {
            Bank bank = new Bank(pool);
            settings.progress().accept("statements: booking a month");
            List<Long> accounts = prepare(bank, pool, WARM_UP_ACCOUNTS + (settings.rounds() + 1) * ACCOUNTS_PER_ROUND);
            Reporting reporting = new Reporting(bank, Letterhead.vesper());
            List<Statement> statements =
                    reporting.statements().read(accounts.subList(0, ACCOUNTS_PER_ROUND), PERIOD, PERIOD.to()).stream()
                            .map(Statements.Read::statement)
                            .toList();
            BarePdfBox bare = new BarePdfBox(statements.stream()
                    .map(statement -> reporting.statementPdf().render(statement).content())
                    .toList());
            HtmlStatement html = new HtmlStatement();
            List<Double> pdf = new ArrayList<>();
            List<Double> pdfBox = new ArrayList<>();
            List<Double> fromHtml = new ArrayList<>();
            List<Double> night = new ArrayList<>();
            settings.progress().accept("statements: warming up");
            night(bank, reporting, accounts.subList(accounts.size() - WARM_UP_ACCOUNTS, accounts.size()));
            for (int round = 0; round <= settings.rounds(); round++) {
                settings.progress()
                        .accept(
                                round == 0
                                        ? "statements: warming up"
                                        : "statements: round " + round + " of " + settings.rounds());
                double pdfRate = perSecond(
                        statements,
                        statement -> reporting.statementPdf().render(statement).content().length);
                double bareRate = perSecond(bare.documents(), bare::draw);
                double htmlRate = perSecond(statements.subList(0, DOCUMENTS_FROM_HTML), html::render);
                double nightRate = night(
                        bank,
                        reporting,
                        accounts.subList(round * ACCOUNTS_PER_ROUND, (round + 1) * ACCOUNTS_PER_ROUND));
                if (round > 0) {
                    pdf.add(pdfRate);
                    pdfBox.add(bareRate);
                    fromHtml.add(htmlRate);
                    night.add(nightRate);
                }
            }
            figures.accept(Figure.against("statements.pdf", pdf, "documents/s", "pdfbox-bare", pdfBox));
            figures.accept(Figure.against("statements.pdf", pdf, "documents/s", "openhtmltopdf", fromHtml));
            figures.accept(Figure.against("statements.night", night, "documents/s", "statements.pdf", pdf));
        }
    }

    private static <T> double perSecond(List<T> work, ToIntFunction<T> makeDocument) {
        long start = System.nanoTime();
        for (T item : work) {
            if (makeDocument.applyAsInt(item) < 1_000) {
                throw new IllegalStateException("a document is too small to be one");
            }
        }
        return work.size() / ((System.nanoTime() - start) / 1e9);
    }

    /** Makes the accounts' statements as the night does, and answers how many a second. */
    static double night(Bank bank, Reporting reporting, List<Long> accounts) throws Exception {
        StatementRun run = reporting.statementRun();
        ExecutorService ranges = Executors.newFixedThreadPool(NIGHT.ranges());
        long start = System.nanoTime();
        try {
            List<Future<?>> chunks = new ArrayList<>();
            for (int from = 0; from < accounts.size(); from += NIGHT.statementChunk()) {
                List<Long> chunk = accounts.subList(from, Math.min(from + NIGHT.statementChunk(), accounts.size()));
                chunks.add(ranges.submit(() -> chunk(bank, run, chunk)));
            }
            for (Future<?> chunk : chunks) {
                chunk.get();
            }
        } finally {
            ranges.shutdown();
        }
        return accounts.size() / ((System.nanoTime() - start) / 1e9);
    }

    private static void chunk(Bank bank, StatementRun run, List<Long> accounts) {
        StatementRun.Outcome outcome =
                bank.transaction().execute(status -> run.renderAndQueue(accounts, PERIOD, PERIOD.to()));
        if (outcome.rendered() != accounts.size() || outcome.queued() != accounts.size()) {
            throw new IllegalStateException("not every account got its statement and its mail: " + outcome);
        }
    }

    /** Opens the accounts, each of a customer of its own, and books their card payments of the month. */
    static List<Long> prepare(Bank bank, HikariDataSource pool, int count) {
        Bank.migrate(pool);
        bank.businessDates().open(PERIOD.from());
        long settlement =
                bank.accounts().ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD").id();
        bank.jdbc().sql("""
                        with holder as (
                            insert into customer (reference, name, email, postal_address, language)
                            select 'bench-' || n, 'Bench Customer ' || n, 'customer' || n || '@customers.example',
                                   n || ' Quay Street' || chr(10) || 'Port Amity', 'en'
                              from generate_series(1, :count) n
                            returning id)
                        insert into account (number, kind, product_code, customer_id, currency, name, opened_on,
                                             overdraft_limit_minor)
                        select 'BENCH' || id, 'CURRENT', 'current', id, 'USD', 'Current account', :day, 1000000000
                          from holder
                        """).param("count", count).param("day", PERIOD.from()).update();
        List<Long> accounts = bank.jdbc()
                .sql("select id from account where number like 'BENCH%' order by id")
                .query(Long.class)
                .list();
        SplittableRandom random = new SplittableRandom(1);
        List<EntryRequest> batch = new ArrayList<>(BATCH);
        for (int n = 0; n < count * ENTRIES; n++) {
            LocalDate day = PERIOD.from().plusDays(n / count * 30L / ENTRIES);
            batch.add(EntryRequest.move(
                    UUID.randomUUID(),
                    EntryKind.CARD_PAYMENT,
                    day,
                    MERCHANTS.get(random.nextInt(MERCHANTS.size())),
                    accounts.get(n % count),
                    settlement,
                    100 + random.nextInt(99_900),
                    "USD",
                    true));
            if (batch.size() == BATCH || n == count * ENTRIES - 1) {
                if (!bank.ledger().book(batch).stream().allMatch(BookingOutcome.Booked.class::isInstance)) {
                    throw new IllegalStateException("a payment of the month was not booked");
                }
                batch.clear();
            }
        }
        bank.jdbc().sql("truncate outbox").update();
        bank.jdbc().sql("vacuum analyze posting").update();
        return accounts;
    }
}
