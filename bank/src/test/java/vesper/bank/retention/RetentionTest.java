package vesper.bank.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;

class RetentionTest {
    private final TestBank test = new TestBank();
    private final Retention retention = test.bank().retention();

    @AfterEach
    void close() {
        test.close();
    }

    private void asked(int daysBefore, int customers) {
        for (int i = 0; i < customers; i++) {
            test.bank()
                    .jdbc()
                    .sql("insert into name_inquiry values (:customer, :day, 1)")
                    .param("customer", test.current(0).customerId())
                    .param("day", TestBank.DAY.minusDays(daysBefore))
                    .update();
        }
    }

    private long deleteAll(LocalDate day) {
        long all = 0;
        for (int subject = 0; subject < retention.subjects(); subject++) {
            all += retention.delete(subject, day, 100);
        }
        return all;
    }

    private List<Map<String, Object>> counted() {
        return test.bank()
                .jdbc()
                .sql("select subject, deleted from retention_count order by business_date")
                .query()
                .listOfRows();
    }

    @Test
    void whatIsOlderThanItsPeriodIsDeletedAndCounted() {
        asked(91, 3);
        asked(90, 2);

        assertThat(retention.countOver(TestBank.DAY)).isEqualTo(3);
        assertThat(deleteAll(TestBank.DAY)).isEqualTo(3);
        assertThat(deleteAll(TestBank.DAY)).isZero();

        assertThat(counted()).containsExactly(Map.of("subject", "name inquiries", "deleted", 3L));
        assertThat(retention.countOver(TestBank.DAY.plusDays(1))).isEqualTo(2);
    }

    @Test
    void periodsAreDatedRowsAndNoneMeansForEver() {
        asked(20, 1);
        asked(100, 1);
        test.bank().jdbc().sql("""
                        insert into retention_period values ('name inquiries', '2023-01-01', null),
                                                            ('name inquiries', '2023-06-06', 10)
                        """).update();

        assertThat(retention.countOver(TestBank.DAY)).isZero();
        assertThat(retention.countOver(TestBank.DAY.plusDays(1))).isEqualTo(2);
    }

    @Test
    void aBankAheadOfTheCalendarDeletesNothingEarly() {
        test.bank()
                .jdbc()
                .sql("insert into name_inquiry values (:customer, current_date, 1)")
                .param("customer", test.current(0).customerId())
                .update();

        assertThat(retention.countOver(LocalDate.now(java.time.ZoneOffset.UTC).plusYears(1)))
                .isZero();
    }

    @Test
    void noRuleMayBeAboutTheBooks() {
        for (String table : List.of("journal_entry", "posting", "day_seal", "audit_event", "loan_transaction")) {
            assertThatThrownBy(() -> new RetentionRule("books", table, "at", "true", 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("belongs to the books");
        }
        assertThat(RetentionRule.declared()).isNotEmpty();
    }
}
