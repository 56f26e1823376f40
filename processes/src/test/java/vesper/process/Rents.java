package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.batch.transfers.ScheduledTransfers;

/** Transfers that are due on a day, a hundred of them from frozen accounts; those are empty, or interest would wait on them too. */
record Rents(Account payee, Set<String> refused) {
    private static final int FROZEN = 100;
    private static final int GOOD = 30;
    private static final long RENT_MINOR = 450_00;

    static Rents due(Bank bank, LocalDate today, LocalDate day) {
        // Else their statements are exceptions, too.
        bank.jdbc()
                .sql("update customer set email = 'card@customer.example' where email is null")
                .update();
        Account payee = open(bank, today);
        Account cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "EUR");
        ScheduledTransfers transfers = new ScheduledTransfers(bank);
        Set<String> refused = new HashSet<>();
        for (int n = 0; n < FROZEN + GOOD; n++) {
            Account payer = open(bank, today);
            transfers.add(payer.id(), payee.id(), RENT_MINOR, "EUR", day, "Rent");
            if (n < FROZEN) {
                bank.accounts().setStatus(payer.id(), AccountStatus.FROZEN);
                refused.add(payer.number());
            } else {
                bank.ledger()
                        .book(List.of(EntryRequest.move(
                                UUID.randomUUID(),
                                EntryKind.OPENING,
                                today,
                                "Opening deposit",
                                cash.id(),
                                payer.id(),
                                RENT_MINOR,
                                "EUR",
                                false)));
            }
        }
        return new Rents(payee, refused);
    }

    private static Account open(Bank bank, LocalDate day) {
        long customer = bank.customers()
                .register(null, "Ida Moreau", "ida@customer.example", "2 Quay Street", "en")
                .id();
        return bank.accounts().open(new Accounts.Opening(customer, "current", "EUR", 0, "Household", day));
    }

    /** That the others have paid, each once. */
    void assertPaid(Bank bank) {
        assertThat(bank.jdbc()
                        .sql("""
                                select sum(p.amount_minor) from posting p join journal_entry e on e.seq = p.entry_seq
                                 where p.account_id = :payee and e.kind = 'TRANSFER'
                                """)
                        .param("payee", payee.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(GOOD * RENT_MINOR);
    }
}
