package vesper.batch.watch;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.bank.Bank;
import vesper.batch.operator.CloseTimes;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunView;
import vesper.reporting.mail.MailServerDownException;
import vesper.reporting.mail.MailSettings;
import vesper.reporting.mail.RefusedException;
import vesper.reporting.mail.ShortMails;

/**
 * Looks every minute whether the night goes as it should, raises what is wrong, and tells people by mail and webhook until each
 * has taken it. Any number of processes may watch: an alert is raised once, and one process at a time tells.
 */
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long TELLING = 0x5645_5350_0002L;
    private static final int LOOKED_AT = 60;

    private final Bank bank;
    private final Operations operations;
    private final WatchSettings settings;
    private final CloseTimes times;
    private final AlertTable alerts;
    private final @Nullable AlertHook hook;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;

    /** A watchdog that does nothing until it is started. */
    public Watchdog(Bank bank, Operations operations, WatchSettings settings, CloseTimes times, Clock clock) {
        this.bank = bank;
        this.operations = operations;
        this.settings = settings;
        this.times = times;
        this.alerts = new AlertTable(bank.jdbc());
        this.hook = settings.webhook() == null || settings.webhookSecret() == null
                ? null
                : new AlertHook(settings.webhook(), settings.webhookSecret());
        this.clock = clock;
    }

    /** Starts looking, on a thread of its own. */
    public void start() {
        Thread looking = new Thread(this::run, "watchdog");
        looking.setDaemon(true);
        thread = looking;
        looking.start();
    }

    private void run() {
        try {
            while (!stopped.await(settings.every().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.warn("the watchdog could not look: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once: raises what is wrong and tells what is not told yet. */
    public void look() {
        Instant now = clock.instant();
        CloseWatch watch = new CloseWatch(settings, times.current());
        bank.businessDates()
                .find()
                .ifPresent(day ->
                        watch.look(now, day.businessDate(), closes()).forEach(alert -> alerts.raise(alert, now)));
        bank.transaction().executeWithoutResult(status -> {
            if (Boolean.TRUE.equals(bank.jdbc()
                    .sql("select pg_try_advisory_xact_lock(:lock)")
                    .param("lock", TELLING)
                    .query(Boolean.class)
                    .single())) {
                mail(now);
                call(now);
            }
        });
    }

    private List<CloseWatch.Close> closes() {
        return operations.runs("close", LOOKED_AT).stream().map(this::close).toList();
    }

    private CloseWatch.Close close(RunView run) {
        return new CloseWatch.Close(
                run.id(),
                run.businessDate(),
                run.status(),
                run.started(),
                run.ended(),
                run.status().active() ? lastMoved(run.id()) : null);
    }

    private @Nullable Instant lastMoved(long run) {
        return bank.jdbc()
                .sql(
                        "select last_updated from batch_step_execution where job_execution_id = :run and last_updated is not null"
                                + " order by last_updated desc limit 1")
                .param("run", run)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .orElse(null);
    }

    private void mail(Instant now) {
        List<Alert.Raised> untold = alerts.unmailed();
        if (untold.isEmpty()) {
            return;
        }
        String to = settings.mailTo();
        if (to == null) {
            untold.forEach(raised -> alerts.mailed(raised.id(), now));
            return;
        }
        MailSettings plain = MailSettings.plain(settings.smtpHost(), settings.smtpPort());
        MailSettings server = plain.from(settings.mailFrom(), plain.documentsUrl());
        try (ShortMails mail = new ShortMails(server, clock)) {
            for (Alert.Raised raised : untold) {
                mail(mail, to, raised, now);
            }
        } catch (MailServerDownException e) {
            LOG.warn("alerts wait for the mail server: {}", e.getMessage());
        }
    }

    private void mail(ShortMails mail, String to, Alert.Raised raised, Instant now) {
        try {
            mail.send(
                    "alert-" + raised.id(),
                    to,
                    subject(raised.alert()),
                    raised.alert().message() + ".");
            alerts.mailed(raised.id(), now);
        } catch (RefusedException e) {
            LOG.warn("alert {} was not taken by the mail server: {}", raised.id(), e.getMessage());
            if (e.forGood()) {
                alerts.mailed(raised.id(), now);
            }
        }
    }

    private static String subject(Alert alert) {
        return "Close of " + alert.businessDate() + ": " + alert.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private void call(Instant now) {
        for (Alert.Raised raised : alerts.unhooked()) {
            try {
                if (hook != null) {
                    hook.send(raised, now);
                }
                alerts.hooked(raised.id(), now);
            } catch (IOException e) {
                LOG.warn("an alert was not taken by the webhook, and is tried again: {}", e.toString());
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        stopped.countDown();
        Thread looking = thread;
        if (looking != null) {
            looking.interrupt();
        }
    }
}
