package vesper.bank;

import com.zaxxer.hikari.HikariDataSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.audit.Actor;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;

/** A bank in a database of its own, open on a day, with a short way to make funded accounts. */
public final class TestBank implements AutoCloseable {
    public static final LocalDate DAY = LocalDate.parse("2023-06-05");

    private final HikariDataSource dataSource = TestDatabase.create();
    private final Bank bank = new Bank(dataSource);

    public TestBank() {
        bank.businessDates().open(DAY);
    }

    public Bank bank() {
        return bank;
    }

    public HikariDataSource dataSource() {
        return dataSource;
    }

    /** A customer's current account in USD with the given balance. */
    public Account current(long balanceMinor) {
        return account("current", balanceMinor);
    }

    public Account account(String product, long balanceMinor) {
        long customer = bank.customers()
                .register(null, "Ada Nilsson", "ada@customer.example", "1 Quay Street\nPort Amity", "en")
                .id();
        Account account =
                bank.accounts().open(new Accounts.Opening(customer, product, "USD", 0, product + " account", DAY));
        if (balanceMinor != 0) {
            move(EntryKind.OPENING, cash(), account, balanceMinor, "Opening deposit");
        }
        return account;
    }

    /** A member of staff. */
    public static Actor staff(String name) {
        return new Actor(Actor.Kind.STAFF, name, "test");
    }

    /** Pays out what is on the account, in cash. */
    public void payOut(Account account) {
        move(EntryKind.TRANSFER, account, cash(), balance(account), "Paid out");
    }

    private Account cash() {
        return bank.accounts().ledgerAccount(LedgerCode.CASH, "USD");
    }

    private void move(EntryKind kind, Account from, Account to, long amountMinor, String narrative) {
        bank.ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(), kind, DAY, narrative, from.id(), to.id(), amountMinor, "USD", false)));
    }

    public long balance(Account account) {
        return bank.accounts().byId(account.id()).orElseThrow().balanceMinor();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
