package vesper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Journal;
import vesper.bank.ledger.Leg;
import vesper.bank.money.Money;
import vesper.bank.seal.SealKey;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;

/** A random month in three currencies, read by hledger itself: it finds no fault, and comes to our trial balance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HledgerJournalTest {
    private static final LocalDate FIRST = LocalDate.of(2023, 6, 5);
    private static final List<String> CURRENCIES = List.of("EUR", "USD", "JPY");
    private static final List<String> NARRATIVES =
            List.of("", "Kite; Works | \"Ltd\"", "(12) * ! Überweisung", "2023-01-01 = 5 @@ 3", "  # 100% off\nnow");

    @TempDir
    private static Path folder;

    private final Random random = new Random(11);
    private final Map<String, List<Account>> accounts = new TreeMap<>();
    private final SealKey key = SealKey.inMemory();
    private Home home;
    private EmbeddedPostgres postgres;
    private HikariDataSource pool;
    private Bank bank;

    @BeforeAll
    void aMonth() {
        home = Home.open(folder.resolve("home"), Ports.anyFree().base());
        postgres = EmbeddedPostgres.start(home);
        pool = BankDatabase.pool(postgres.address(), 4);
        Bank.migrate(pool);
        bank = new Bank(pool);
        bank.businessDates().open(FIRST);
        long customer =
                bank.customers().register(null, "Ada Nilsson", null, "", "en").id();
        for (String currency : CURRENCIES) {
            for (String product : List.of("current", "savings", "loan", "current")) {
                accounts.computeIfAbsent(currency, none -> new ArrayList<>())
                        .add(bank.accounts()
                                .open(new Accounts.Opening(customer, product, currency, 0, product, FIRST)));
            }
        }
        for (int day = 0; day < 30; day++) {
            for (int n = 0; n < 20; n++) {
                book(random.nextInt(5) == 0 ? exchange() : move());
            }
            LocalDate date = today();
            bank.businessDates().cutOff(date);
            bank.businessDates().startClosing(date);
            bank.businessDates().shut(date);
            bank.seals().seal(date, key);
            bank.businessDates().advance(date);
        }
    }

    @AfterAll
    void end() {
        pool.close();
        postgres.close();
        home.close();
    }

    private LocalDate today() {
        return bank.businessDates().current().businessDate();
    }

    private void book(List<Leg> legs) {
        BookingOutcome outcome = bank.ledger()
                .book(List.of(new EntryRequest(
                        UUID.randomUUID(),
                        EntryKind.TRANSFER,
                        today(),
                        today().minusDays(random.nextInt(5)),
                        NARRATIVES.get(random.nextInt(NARRATIVES.size())),
                        legs,
                        false)))
                .get(0);
        assertThat(outcome).isInstanceOf(BookingOutcome.Booked.class);
    }

    private List<Leg> move() {
        String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        long amount = 1 + random.nextInt(100_000);
        LedgerCode[] codes = LedgerCode.values();
        long own = own(codes[random.nextInt(codes.length)], currency);
        return List.of(new Leg(own, -amount, currency), new Leg(any(currency), amount, currency));
    }

    private List<Leg> exchange() {
        long euros = 1 + random.nextInt(100_000);
        long yen = euros * 3 / 2 + 1;
        return List.of(
                new Leg(any("EUR"), -euros, "EUR"),
                new Leg(own(LedgerCode.POSITION, "EUR"), euros, "EUR"),
                new Leg(own(LedgerCode.POSITION, "JPY"), -yen, "JPY"),
                new Leg(any("JPY"), yen, "JPY"));
    }

    private long any(String currency) {
        List<Account> all = accounts.getOrDefault(currency, List.of());
        return all.get(random.nextInt(all.size())).id();
    }

    private long own(LedgerCode code, String currency) {
        return bank.accounts().ledgerAccount(code, currency).id();
    }

    @Test
    void hledgerFindsNoFaultAndComesToOurTrialBalance() throws Exception {
        LocalDate last = today().minusDays(1);
        Path journal = write(FIRST, last);

        assertThat(hledger(journal, "check")).isEmpty();
        Map<String, BigDecimal> ours = new TreeMap<>();
        bank.generalLedger().trialBalance(last).lines().stream()
                .filter(line -> line.balanceMinor() != 0)
                .forEach(line -> ours.put(
                        line.code() + " " + line.currency(),
                        new Money(-line.balanceMinor(), line.currency()).toDecimal()));
        assertThat(ours).hasSizeGreaterThan(25);
        assertThat(balances(journal)).isEqualTo(ours);
    }

    @Test
    void aPartOfTheMonthIsCheckedAsWell() throws Exception {
        Path part = write(FIRST.plusDays(10), FIRST.plusDays(12));

        assertThat(hledger(part, "check")).isEmpty();
        assertThat(hledger(part, "stats")).contains("Transactions", "60 ");
    }

    private Path write(LocalDate from, LocalDate to) throws IOException {
        Path file = folder.resolve(from + ".journal");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            bank.transaction().executeWithoutResult(status -> {
                JournalText text = JournalText.of(JournalCommand.Format.HLEDGER);
                text.start(out);
                try (Stream<Journal.Line> lines = bank.journal().lines(from, to)) {
                    lines.forEach(line -> text.line(out, line));
                }
            });
        }
        return file;
    }

    /** By code and currency, as hledger adds them up: rows {@code account,commodity,balance}, in layout "bare". */
    private static Map<String, BigDecimal> balances(Path journal) throws Exception {
        Map<String, BigDecimal> balances = new TreeMap<>();
        hledger(journal, "balance", "--flat", "--no-total", "--depth", "2", "--layout", "bare", "-O", "csv")
                .lines()
                .skip(1)
                .map(line -> line.replace("\"", "").split(","))
                .filter(cells -> new BigDecimal(cells[2]).signum() != 0)
                .forEach(cells -> balances.put(
                        cells[0].replaceAll("^[a-z]+:(\\d{4}).*", "$1") + " " + cells[1], new BigDecimal(cells[2])));
        return balances;
    }

    private static String hledger(Path journal, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("hledger", "--file", journal.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
