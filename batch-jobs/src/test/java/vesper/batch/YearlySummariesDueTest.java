package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.batch.statements.YearlySummariesDue;
import vesper.batch.statements.YearlySummaryMending;
import vesper.batch.task.Chunk;
import vesper.batch.task.Due;
import vesper.batch.task.Mending.Retried;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;
import vesper.reporting.Reporting;

class YearlySummariesDueTest {
    private static final LocalDate LAST = LocalDate.of(2023, 12, 31);

    private final TestBank test = new TestBank();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void everyCustomerGetsOneSummaryOfTheYearAndOneMail() {
        List<Account> accounts = List.of(test.current(1), test.current(2), test.account("savings", 3));
        test.bank().customers().register(null, "No Account", null, "", "en");
        Task task = new YearlySummariesDue(test.bank(), BatchJobs.reportingOver(test.bank(), null), 2);
        assertThat(task.items(LAST)).isEqualTo(3);

        Chunk first = task.work(LAST, Task.START);
        assertThat(first.totals()).isEqualTo(Totals.of(2));
        Chunk second = task.work(LAST, first.upTo());
        assertThat(second.totals()).isEqualTo(Totals.of(1));
        assertThat(second.last()).isTrue();
        assertThat(task.work(LAST, Task.START).totals()).as("done again").isEqualTo(Totals.NONE);

        assertThat(test.bank().jdbc().sql("""
                                select d.account_id from document d join mail_outbox m on m.document_id = d.id
                                 where d.kind = 'YEARLY_SUMMARY' and d.period_from = '2023-01-01' and d.period_to = '2023-12-31'
                                 order by d.account_id
                                """).query(Long.class).list())
                .isEqualTo(accounts.stream().map(Account::id).toList());
    }

    @Test
    void aSummaryThatCannotBeRenderedIsAnExceptionAndCanBeRetried() {
        Account broken = test.current(1);
        test.current(2);
        setCurrency(broken, "XXX");
        Reporting reporting = BatchJobs.reportingOver(test.bank(), null);
        Task task = new YearlySummariesDue(test.bank(), reporting, 10);
        assertThat(task.work(LAST, Task.START).totals()).isEqualTo(Totals.of(1).plus(Totals.failed(1)));

        ExceptionItem item = test.bank()
                .exceptions()
                .list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10)
                .get(0);
        assertThat(item.failed().item()).isEqualTo("yearly summary 2023");
        assertThat(item.failed().accountId()).isEqualTo(broken.id());
        assertThat(item.failed().dueOn()).isEqualTo(LAST);
        YearlySummaryMending mending = new YearlySummaryMending(reporting);
        assertThat(mending.retry(item, LAST)).isEqualTo(Retried.refused("UNRENDERABLE"));
        setCurrency(broken, "USD");
        assertThat(mending.retry(item, LAST)).isEqualTo(Retried.DONE);
        assertThat(reporting.documents().ofAccount(broken.id())).hasSize(1);
    }

    private void setCurrency(Account account, String currency) {
        test.bank()
                .jdbc()
                .sql("update account set currency = :currency where id = :id")
                .param("currency", currency)
                .param("id", account.id())
                .update();
    }

    @Test
    void stepsAreDueOnTheDaysOfTheirCondition() {
        Map<Due, List<LocalDate>> of2024 = Arrays.stream(Due.values())
                .collect(Collectors.toMap(
                        due -> due,
                        due -> LAST.plusDays(1)
                                .datesUntil(LocalDate.of(2025, 1, 1))
                                .filter(day -> due.on(day, HolidayCalendars.TARGET))
                                .toList()));

        assertThat(of2024.get(Due.DAILY)).hasSize(366);
        assertThat(of2024.get(Due.MONTH_END)).hasSize(12).contains(LocalDate.of(2024, 2, 29));
        assertThat(of2024.get(Due.QUARTER_END))
                .extracting(LocalDate::toString)
                .containsExactly("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31");
        assertThat(of2024.get(Due.YEAR_END)).containsExactly(LocalDate.of(2024, 12, 31));
        // 366 days less 104 of weekends, New Year, Good Friday, Easter Monday, Labour Day, Christmas and the day after.
        assertThat(of2024.get(Due.BUSINESS_DAY)).hasSize(256).doesNotContain(LocalDate.of(2024, 3, 29));
    }
}
