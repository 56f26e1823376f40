package vesper.batch;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.HolidayCalendars;

/**
 * Settings of the night.
 *
 * @param kafka bootstrap servers of the Kafka that carries payments; null for a bank without stream jobs
 * @param cutOffNotice how long after the cut-off a process may still stamp payments with the old date
 * @param drainDeadline how long payments may take to reach the books after the cut-off before the close gives up
 * @param bookingChunk how many entries a step books in one transaction
 * @param loanChunk how many loans a step changes in one transaction
 * @param statementChunk how many statements are rendered in one transaction
 * @param accrualRange how many account ids, or loans, one statement of an accrual covers
 * @param proofStretch how many journal entries, or accounts, one statement of the proof of books covers; to be changed only while
 *     no close is unfinished
 * @param ranges in how many ranges of keys a step on all accounts works at once, each on a thread and a connection of its own
 * @param scheduleEnabled whether the close starts by itself at the cut-off time
 * @param cutOffTime time of day of the scheduled close, to the minute
 * @param zone time zone of the cut-off time
 * @param sealKeyFile PEM file of the key that closed days are sealed with, made if it is not there; null: one that lives as
 *     long as the process
 * @param exceptionLimit how many items of one step of a close may fail before the step stops
 * @param gate what keeps a close from beginning
 * @param resumeAtStart whether a close that a dead process left unfinished is resumed at start
 * @param workers who works on the ranges
 * @param calendar code of the calendar ({@link HolidayCalendars}) whose holidays some steps leave out
 * @param takeOverEvery how often a process that keeps the schedule looks whether another died while it closed a day
 */
@Validated
@ConfigurationProperties("vesper.batch")
public record BatchSettings(
        @Nullable String kafka,
        @NotNull @DefaultValue("300ms") Duration cutOffNotice,
        @NotNull @DefaultValue("60s") Duration drainDeadline,
        @Min(1) @Max(10_000) @DefaultValue("1000") int bookingChunk,
        @Min(1) @Max(10_000) @DefaultValue("200") int loanChunk,
        @Min(1) @Max(10_000) @DefaultValue("200") int statementChunk,
        @Min(1) @DefaultValue("10000") long accrualRange,
        @Min(1) @DefaultValue("50000") long proofStretch,
        @Min(1) @Max(64) @DefaultValue("2") int ranges,
        @DefaultValue("true") boolean scheduleEnabled,
        @NotNull @DefaultValue("23:30") LocalTime cutOffTime,
        @NotNull @DefaultValue("UTC") ZoneId zone,
        @Nullable Path sealKeyFile,
        @Min(0) @DefaultValue("1000") int exceptionLimit,
        @Valid @NotNull @DefaultValue Gate gate,
        @DefaultValue("true") boolean resumeAtStart,
        @NotNull @DefaultValue("threads") Workers workers,
        @NotNull @DefaultValue("TARGET") String calendar,
        @NotNull @DefaultValue("10s") Duration takeOverEvery) {
    public BatchSettings {
        HolidayCalendars.ofCode(calendar);
    }

    /** Who works on the ranges of a step. */
    public enum Workers {
        /** Threads of the process that runs the close. */
        THREADS,
        /** Other processes, called through Kafka. */
        KAFKA
    }

    /**
     * What keeps a close from beginning.
     *
     * @param moneyExceptions how many exceptions of earlier days, in which money has not moved, may wait for a person
     * @param paymentsBehind how many payments screening and booking together may be behind by
     */
    public record Gate(
            @Min(0) @DefaultValue("1000") long moneyExceptions,
            @Min(0) @DefaultValue("1000000") long paymentsBehind) {}

    /** The defaults, for a bank that is wired without Spring; no Kafka, no schedule. */
    public static BatchSettings standalone() {
        return new BatchSettings(
                null,
                Duration.ofMillis(300),
                Duration.ofSeconds(60),
                1000,
                200,
                200,
                10_000,
                50_000,
                2,
                false,
                LocalTime.of(23, 30),
                ZoneId.of("UTC"),
                null,
                1000,
                new Gate(1000, 1_000_000),
                true,
                Workers.THREADS,
                HolidayCalendars.TARGET.name(),
                Duration.ofSeconds(10));
    }

    /** Whose holidays, and weekends, steps for business days leave out. */
    HolidayCalendar holidays() {
        return HolidayCalendars.ofCode(calendar);
    }

    /** These settings with a key file to seal with. */
    public BatchSettings sealingWith(Path keyFile) {
        return new BatchSettings(
                kafka,
                cutOffNotice,
                drainDeadline,
                bookingChunk,
                loanChunk,
                statementChunk,
                accrualRange,
                proofStretch,
                ranges,
                scheduleEnabled,
                cutOffTime,
                zone,
                keyFile,
                exceptionLimit,
                gate,
                resumeAtStart,
                workers,
                calendar,
                takeOverEvery);
    }
}
