package vesper.bank.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.deposit.InterestDue.Side;
import vesper.bank.interest.DailyInterest;

class CapitalisationsTest {
    private static final int HIGHEST_RATE = 100_000;
    /** From here on a day's weight at the highest rate may not fit a long. */
    private static final long LARGE = 10_000_000_000_000L;

    private final TestBank test = new TestBank();
    private final Bank bank = test.bank();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void eachSideIsTheExactSumOfItsDaysHoweverLargeTheBalances() {
        Random random = new Random(1);
        List<InterestDue> expected = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            expected.addAll(accrued(test.account("current", 0), random));
        }
        assertThat(expected)
                .extracting(due -> due.weight().bitLength() > Long.SIZE)
                .contains(true, false);

        Capitalisations.Range due = bank.capitalisations().due(0, Long.MAX_VALUE, TestBank.DAY.plusDays(7), 1000);

        assertThat(due.due()).isEqualTo(expected);
    }

    @Test
    void anAccountWithoutAccrualsHasNothingDue() {
        Account account = test.account("savings", 0);

        Capitalisations.Range due = bank.capitalisations().due(0, Long.MAX_VALUE, TestBank.DAY, 1000);

        assertThat(due).isEqualTo(new Capitalisations.Range(1, account.id(), List.of()));
    }

    /** Stores a week of accruals, some beside where weights begin not to fit a long, and sums them. */
    private List<InterestDue> accrued(Account account, Random random) {
        BigInteger credit = BigInteger.ZERO;
        BigInteger debit = BigInteger.ZERO;
        boolean earns = false;
        boolean owes = false;
        for (int day = 0; day < 7; day++) {
            long size = random.nextBoolean()
                    ? 1 + (long) Math.pow(10, random.nextDouble() * 17)
                    : LARGE + random.nextInt(-1, 2);
            long balance = random.nextBoolean() ? size : -size;
            bank.jdbc()
                    .sql("insert into interest_accrual values (:account, :day, 'USD', :balance, :rate, 0)")
                    .param("account", account.id())
                    .param("day", TestBank.DAY.plusDays(day))
                    .param("balance", balance)
                    .param("rate", HIGHEST_RATE)
                    .update();
            BigInteger weight = DailyInterest.weight(balance, HIGHEST_RATE);
            if (balance > 0) {
                credit = credit.add(weight);
                earns = true;
            } else {
                debit = debit.add(weight);
                owes = true;
            }
        }
        List<InterestDue> due = new ArrayList<>();
        if (earns) {
            due.add(new InterestDue(account.id(), "USD", Side.CREDIT, credit));
        }
        if (owes) {
            due.add(new InterestDue(account.id(), "USD", Side.DEBIT, debit));
        }
        return due;
    }
}
