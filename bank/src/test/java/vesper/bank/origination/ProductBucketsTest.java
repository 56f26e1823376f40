package vesper.bank.origination;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.lending.DelinquencyBuckets;
import vesper.bank.lending.DelinquencyBuckets.Bucket;
import vesper.bank.lending.LoanState;
import vesper.bank.origination.ApplicationOutcome.Done;
import vesper.bank.origination.LoanRequest.Purpose;
import vesper.bank.servicing.LoanAccount;

/** The buckets of a loan product are those that the night puts its loans into. */
class ProductBucketsTest {
    private final TestBank test = new TestBank();
    private final LoanProducts products = test.bank().loanProducts();
    private final LoanAccount loan = paidOut();

    @AfterEach
    void close() {
        test.close();
    }

    private LoanAccount paidOut() {
        Account account = test.current(2_000_00);
        LoanRequest request =
                new LoanRequest("personal-usd", account.number(), 5_000_00, 24, Purpose.HOME, 4_000_00, 1_200_00, 0);
        LoanApplications applications = test.bank().loanApplications();
        LoanApplication applied = ((Done) applications.apply("shop", "a", request)).application();
        LoanApplication taken = ((Done) applications.takeOffer(applied.id(), "shop")).application();
        String number = Objects.requireNonNull(taken.loanAccountNumber());
        return test.bank()
                .loans()
                .find(test.bank().accounts().byNumber(number).orElseThrow().id())
                .orElseThrow();
    }

    private void rate(LocalDate day) {
        test.bank()
                .transaction()
                .executeWithoutResult(status -> test.bank().loanRating().rate(day, 0, Long.MAX_VALUE));
    }

    private void assertRatedBy(DelinquencyBuckets buckets, LocalDate day) {
        LoanState state = loan.loan().state();
        Map<String, Object> row = test.bank()
                .jdbc()
                .sql("select bucket, provisioned_minor from loan_account where account_id = :id")
                .param("id", loan.accountId())
                .query()
                .singleRow();
        Bucket bucket = buckets.of(state, day);
        assertThat(row)
                .as("on " + day)
                .containsEntry("bucket", bucket == null ? null : bucket.name())
                .containsEntry("provisioned_minor", buckets.provisionMinor(state, day));
    }

    @Test
    void loanAgesByTheBucketsOfTheProductThatWasOffered() {
        DelinquencyBuckets offered =
                products.offered("personal-usd").orElseThrow().delinquency();
        LocalDate due = TestBank.DAY.plusMonths(1);
        for (int days : List.of(0, 1, 29, 30, 59, 60, 89, 90, 400)) {
            rate(due.plusDays(days));
            assertRatedBy(offered, due.plusDays(days));
        }
    }

    @Test
    void changedBucketsCountOnceTheyAreApproved() {
        LoanProduct before = products.offered("personal-usd").orElseThrow();
        DelinquencyBuckets stricter = new DelinquencyBuckets(List.of(
                new Bucket("early", 1, 9, BigDecimal.valueOf(25, 1)),
                new Bucket("late", 10, null, BigDecimal.valueOf(100))));
        LocalDate day = TestBank.DAY.plusMonths(1).plusDays(12);

        int version = products.propose(with(before, stricter), TestBank.staff("ann"));
        rate(day);
        assertRatedBy(before.delinquency(), day);

        products.check("personal-usd", version, true, TestBank.staff("bea"));
        rate(day);
        assertRatedBy(stricter, day);
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }

    private static LoanProduct with(LoanProduct product, DelinquencyBuckets buckets) {
        return new LoanProduct(
                product.code(),
                product.version(),
                product.name(),
                product.currency(),
                product.amountMinor(),
                product.instalments(),
                product.repayment(),
                product.prices(),
                product.fees(),
                buckets,
                product.policy(),
                product.offerValidDays());
    }
}
