package vesper.batch.schedule;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.batch.operator.CloseTimes;

/**
 * What operators see and do of the schedule: when the next closes begin, pause everything that begins by itself, go on, and change
 * the time. A night missed while paused is made up for when it goes on. Each is one transaction with its note in the audit log:
 * {@code schedule.pause}, {@code .resume}, {@code .change}.
 */
public final class Schedules {
    private static final int NEXT = 5;

    private final Bank bank;
    private final SchedulerFactoryBean scheduler;
    private final CloseTimes times;

    public Schedules(Bank bank, SchedulerFactoryBean scheduler, CloseTimes times) {
        this.bank = bank;
        this.scheduler = scheduler;
        this.times = times;
    }

    /**
     * The schedule of the close.
     *
     * @param next when it begins the next five times, unless it is paused
     */
    public record View(LocalTime cutOff, ZoneId zone, boolean paused, List<Instant> next) {
        public View {
            next = List.copyOf(next);
        }
    }

    private interface Quartz<T> {
        T with(Scheduler scheduler) throws SchedulerException;
    }

    /** @throws NoScheduleException if no process of the bank ever kept one */
    public View view() {
        return inTransaction(this::view);
    }

    /** No process of the bank has ever begun closes by itself. */
    public static final class NoScheduleException extends RuntimeException {
        NoScheduleException() {
            super("the close of this bank does not begin by itself");
        }
    }

    private View view(Scheduler quartz) throws SchedulerException {
        CronTrigger trigger = (CronTrigger) quartz.getTrigger(CloseSchedule.TRIGGER);
        if (trigger == null) {
            throw new NoScheduleException();
        }
        List<Instant> next = new ArrayList<>();
        Date at = trigger.getNextFireTime();
        while (at != null && next.size() < NEXT) {
            next.add(at.toInstant());
            at = trigger.getFireTimeAfter(at);
        }
        boolean paused = quartz.getTriggerState(CloseSchedule.TRIGGER) == Trigger.TriggerState.PAUSED;
        CloseTimes.Times now = CloseSchedule.times(trigger);
        return new View(now.cutOff(), now.zone(), paused, next);
    }

    /** Nothing begins by itself any more until {@link #resume}; what runs goes on. */
    public void pause(Actor actor) {
        act(actor, "schedule.pause", "", quartz -> {
            quartz.pauseAll();
            return true;
        });
    }

    /** Goes on, with the nights that were missed meanwhile. */
    public void resume(Actor actor) {
        act(actor, "schedule.resume", "", quartz -> {
            quartz.resumeAll();
            return true;
        });
    }

    /** Has the close begin at another time of day, from the next night on that it has not begun for. */
    public void change(Actor actor, LocalTime cutOff, ZoneId zone) {
        CloseTimes.Times changed = new CloseTimes.Times(cutOff.truncatedTo(ChronoUnit.MINUTES), zone);
        act(actor, "schedule.change", changed.cutOff() + " " + zone.getId(), quartz -> {
            times.change(changed);
            boolean paused = view(quartz).paused();
            CloseSchedule.replace(quartz, changed);
            if (paused) {
                quartz.pauseTrigger(CloseSchedule.TRIGGER);
            }
            return true;
        });
    }

    private void act(Actor actor, String action, String detail, Quartz<Boolean> deed) {
        inTransaction(quartz -> {
            deed.with(quartz);
            bank.audit().append(AuditEvent.done(actor, action, "schedule of the close", detail));
            return true;
        });
    }

    private <T> T inTransaction(Quartz<T> deed) {
        return Objects.requireNonNull(bank.transaction().execute(status -> {
            try {
                return deed.with(scheduler.getScheduler());
            } catch (SchedulerException e) {
                throw new IllegalStateException("the schedule cannot be read or changed", e);
            }
        }));
    }
}
