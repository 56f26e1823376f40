package vesper.console.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.bank.Bank;
import vesper.batch.operator.NightView;
import vesper.batch.operator.Operations;
import vesper.batch.watch.Alert;
import vesper.batch.watch.AlertTable;

/** How the nights went, and what was raised of them, for other programs. */
@RestController
@RequestMapping(OperatorResource.ROOT)
class NightResource {
    private static final int NIGHTS = 30;
    private static final int LONGEST = 366;
    private static final int LONGEST_LIST = 500;

    private final Operations operations;
    private final AlertTable alerts;
    private final Bank bank;

    NightResource(Operations operations, AlertTable alerts, Bank bank) {
        this.operations = operations;
        this.alerts = alerts;
        this.bank = bank;
    }

    /**
     * The close of a business date.
     *
     * @param run id of its newest run
     * @param runs how many it took, or has taken so far
     * @param workedMs time that its steps took, pauses between runs left out
     * @param failed how many items could not be done
     */
    record Night(
            LocalDate businessDate,
            NightView.Outcome outcome,
            long run,
            int runs,
            @Nullable Instant started,
            long workedMs,
            long failed) {
        static Night of(NightView night, Instant now) {
            return new Night(
                    night.run().businessDate(),
                    night.outcome(),
                    night.run().id(),
                    night.runs(),
                    night.started(),
                    night.worked(now).toMillis(),
                    night.failed());
        }
    }

    /** Newest first. */
    record Nights(List<Night> nights) {}

    /** Something that was wrong; {@code run} is 0 for a close that did not run. */
    record Raised(long id, Alert.Kind kind, LocalDate businessDate, long run, String message, Instant raisedAt) {
        static Raised of(Alert.Raised raised) {
            Alert alert = raised.alert();
            return new Raised(
                    raised.id(), alert.kind(), alert.businessDate(), alert.runId(), alert.message(), raised.raisedAt());
        }
    }

    /** Newest first. */
    record Alerts(List<Raised> alerts) {}

    /** The nights of a range of business dates, both inclusive; without one the thirty up to the open day. */
    @GetMapping("/nights")
    Nights nights(@RequestParam @Nullable LocalDate from, @RequestParam @Nullable LocalDate to) {
        LocalDate last = to != null
                ? to
                : bank.businessDates()
                        .find()
                        .orElseThrow(ProblemException::notOpen)
                        .businessDate();
        LocalDate first = from == null ? last.minusDays(NIGHTS - 1L) : from;
        if (ChronoUnit.DAYS.between(first, last) >= LONGEST) {
            throw ProblemException.badParameter("from, to: at most " + LONGEST + " days");
        }
        Instant now = Instant.now();
        return new Nights(operations.nights().between(first, last).stream()
                .map(night -> Night.of(night, now))
                .toList());
    }

    @GetMapping("/alerts")
    Alerts alerts(@RequestParam(defaultValue = "50") int limit) {
        OperatorResource.within("limit", limit, 1, LONGEST_LIST);
        return new Alerts(alerts.newest(limit).stream().map(Raised::of).toList());
    }
}
