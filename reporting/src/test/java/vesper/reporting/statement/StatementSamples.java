package vesper.reporting.statement;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import vesper.bank.ledger.EntryKind;
import vesper.bank.lending.Portions;
import vesper.bank.servicing.LoanPeriod;
import vesper.reporting.statement.Statement.Hold;
import vesper.reporting.statement.Statement.Holder;
import vesper.reporting.statement.Statement.Interest;
import vesper.reporting.statement.Statement.Movement;
import vesper.reporting.statement.Statement.Parties;
import vesper.reporting.statement.Statement.Seal;
import vesper.reporting.statement.Statement.StatedAccount;

/** Statements for tests; the same numbers on every run. */
public final class StatementSamples {

    static final Period JANUARY = Period.of(YearMonth.of(2026, 1));
    static final Holder HOLDER = new Holder(
            "Zo\u00EB M\u00FCller-\u0141ukasiewicz", List.of("14 Rue de l'\u00C9toile", "75017 Paris", "France"), "en");
    static final StatedAccount ACCOUNT =
            new StatedAccount("GB33BUKB20201555555555", "Current account", "EUR", List.of());
    static final Seal SEAL = new Seal(JANUARY.to().minusDays(1), "0123456789abcdef".repeat(4));
    private static final List<String> TEXTS = List.of(
            "Kirlin and Sons",
            "Rent January",
            "Caf\u00E9 \u00C0 la Cr\u00E8me, Besan\u00E7on",
            "\u039A\u03B1\u03C6\u03B5\u03BD\u03B5\u03AF\u03BF \u0391\u03B8\u03AE\u03BD\u03B1",
            "\u041A\u043D\u0438\u0436\u043D\u044B\u0439 \u043C\u0430\u0433\u0430\u0437\u0438\u043D",
            "Fraud_Schumm, Bauch and Ondricka Wholesale International Trading Company of Lower Saxony",
            "Ticket 2026-01/44 (adult), zone \\ A",
            "");

    private static final List<String> CATEGORIES =
            List.of("grocery_pos", "home", "travel", "grocery_pos", "", "shopping_net", "health_fitness");

    private StatementSamples() {}

    /** A month in a current account with so many entries. */
    public static Statement january(int entries) {
        return of(HOLDER, ACCOUNT, 250_000, movements(entries, 90_000));
    }

    /** The same month on an account for two cards. */
    static Statement card(int entries) {
        StatedAccount account =
                new StatedAccount(ACCOUNT.number(), "Card account", ACCOUNT.currency(), List.of("0002", "4242"));
        return of(HOLDER, account, 250_000, movements(entries, 90_000));
    }

    static Statement of(Holder holder, StatedAccount account, long openingMinor, List<Movement> movements) {
        long posted = movements.stream()
                .filter(m -> m.kind() == EntryKind.CAPITALISATION)
                .mapToLong(Movement::amountMinor)
                .sum();
        return Statement.of(
                Letterhead.vesper(),
                holder,
                account,
                JANUARY,
                JANUARY.to(),
                openingMinor,
                movements,
                new Interest(225, 1290, 418L, posted),
                List.of(),
                null,
                SEAL);
    }

    /** The month with funds reserved. */
    static Statement withHolds(int entries, List<Hold> holds) {
        Statement plain = january(entries);
        return new Statement(
                plain.bank(),
                plain.holder(),
                plain.account(),
                plain.period(),
                plain.issuedOn(),
                plain.openingMinor(),
                plain.entries(),
                plain.creditsMinor(),
                plain.debitsMinor(),
                plain.closingMinor(),
                plain.interest(),
                holds,
                plain.loan(),
                plain.seal());
    }

    /** The account of a loan of 1,000.00 of which the first instalment was paid. */
    static Statement loan() {
        return Statement.of(
                Letterhead.vesper(),
                HOLDER,
                new StatedAccount(ACCOUNT.number(), "Instalment loan", "EUR", List.of()),
                JANUARY,
                JANUARY.to(),
                -100_000,
                List.of(movement(1, EntryKind.LOAN_REPAYMENT, JANUARY.from(), "Instalment", 33_002)),
                new Interest(690, null, null, 0),
                List.of(),
                new LoanPeriod(66_998, new Portions(33_002, 1_000, 500, 25), 0, LocalDate.of(2026, 2, 5), 34_002),
                SEAL);
    }

    static List<Movement> movements(int count, long largestMinor) {
        Random random = new Random(20_260_131);
        List<Movement> movements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalDate date = JANUARY.from().plusDays(i * 30L / Math.max(1, count));
            boolean credit = random.nextInt(5) == 0;
            long amount = 1 + (long) (random.nextDouble() * largestMinor);
            movements.add(movement(
                    i,
                    credit ? EntryKind.TRANSFER : EntryKind.CARD_PAYMENT,
                    date,
                    TEXTS.get(i % TEXTS.size()),
                    credit ? Parties.UNKNOWN : new Parties(TEXTS.get(i % TEXTS.size()), CATEGORIES.get(i % 7)),
                    credit ? amount * 2 : -amount));
        }
        if (count > 0) {
            movements.set(count - 1, movement(count, EntryKind.CAPITALISATION, JANUARY.to(), "", 418));
        }
        return movements;
    }

    static Movement movement(int n, EntryKind kind, LocalDate date, String text, long amountMinor) {
        return movement(n, kind, date, text, Parties.UNKNOWN, amountMinor);
    }

    static Movement movement(int n, EntryKind kind, LocalDate date, String text, Parties parties, long amountMinor) {
        UUID id = UUID.nameUUIDFromBytes(("entry " + n).getBytes(StandardCharsets.US_ASCII));
        return new Movement(id, kind, date, date.plusDays(n % 7 == 3 ? 1 : 0), text, parties, amountMinor);
    }
}
