package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.batch.operator.DayPlan;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.batch.task.Totals;

/** A dry run says what the close then does, and leaves nothing behind. */
class DryRunTest {
    /** Steps that move no money; a dry run has nothing to say of them. */
    private static final List<String> SILENT = List.of("pre-flight", "cut-off", "drain", "shut", "seal", "advance");

    private final Night night = new Night(Night.chunksOf(MonthEnd.CHUNK));

    @BeforeEach
    void untilTheMonthEnds() {
        MonthEnd.populate(night);
        night.closeUntil(MonthEnd.DAY.minusDays(2));
    }

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void everyStepOfEveryDayDoesWhatTheDryRunSaid() {
        LocalDate until = MonthEnd.DAY.plusDays(2);

        List<DayPlan> plan = night.operations().plan(until);

        List<RunView> runs = night.closeUntil(until);
        assertThat(runs).hasSize(4).allMatch(run -> run.status() == RunStatus.COMPLETED);
        assertThat(plan)
                .extracting(DayPlan::businessDate)
                .containsExactlyElementsOf(
                        runs.stream().map(RunView::businessDate).toList());
        for (int day = 0; day < runs.size(); day++) {
            assertThat(planned(plan.get(day))).isEqualTo(done(runs.get(day)));
            assertThat(posted(plan.get(day))).isEqualTo(booked(runs.get(day).businessDate()));
        }
    }

    @Test
    void theMonthEndOfTheDryRunHasSomethingOfEverything() {
        Map<String, Totals> planned =
                planned(night.operations().plan(MonthEnd.DAY).get(1));

        assertThat(MonthEnd.STEPS_ON_ITEMS)
                .allSatisfy(
                        step -> assertThat(planned.get(step).done()).as(step).isGreaterThan(1));
        assertThat(List.of("scheduled-transfers", "loan-repayments", "capitalisation"))
                .allSatisfy(
                        step -> assertThat(planned.get(step).failed()).as(step).isPositive());
    }

    @Test
    void aDryRunLeavesNothingBehind() {
        Map<String, List<Map<String, Object>>> before =
                Books.read(night.test.bank().jdbc());

        night.operations().plan(MonthEnd.DAY.plusDays(2));

        assertThat(Books.read(night.test.bank().jdbc())).isEqualTo(before);
    }

    private static Map<String, Totals> planned(DayPlan day) {
        Map<String, Totals> planned = new LinkedHashMap<>();
        day.steps().forEach(step -> {
            if (!SILENT.contains(step.name())) {
                planned.put(step.name(), step.totals());
            }
        });
        return planned;
    }

    private static String posted(DayPlan day) {
        return day.entries() + " " + day.posted();
    }

    /** What the journal has of a date: nothing but the close books on it. */
    private String booked(LocalDate date) {
        String credits = night
                .rows("select currency, sum(amount_minor) / 100.0 as credits from posting where booking_date = '" + date
                        + "' and amount_minor > 0 group by currency order by currency")
                .stream()
                .map(row -> row.get("currency") + "="
                        + new java.math.BigDecimal(row.get("credits").toString())
                                .setScale(2, java.math.RoundingMode.UNNECESSARY))
                .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
        return night.rows("select 1 from journal_entry where booking_date = '" + date + "'")
                        .size() + " " + credits;
    }

    private Map<String, Totals> done(RunView run) {
        Map<String, Totals> done = new LinkedHashMap<>();
        night.operations().run(run.id()).orElseThrow().steps().forEach(step -> {
            if (!SILENT.contains(step.name())) {
                done.put(step.name(), new Totals(step.done(), step.failed(), step.sums()));
            }
        });
        return done;
    }
}
