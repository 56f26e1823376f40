package vesper.up;

import java.util.concurrent.CountDownLatch;
import vesper.cli.Failures;

/**
 * SIGTERM and Ctrl-C: the process ends only after {@link #ended} was called, when all is stopped in order, and then with the
 * status given there rather than that of a process that a signal ended.
 */
public final class StopSignal {
    private final CountDownLatch given = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile int exitStatus;

    private StopSignal() {}

    /** What a process does until it is told to stop. */
    interface Work {
        /** Returns when all is stopped. */
        void until(StopSignal signal) throws InterruptedException;
    }

    /** Works until the signal is given; returns the status to end with. */
    static int during(Work work) throws InterruptedException {
        StopSignal signal = listen();
        int status = Failures.COULD_NOT;
        try {
            work.until(signal);
            status = Failures.DONE;
            return status;
        } finally {
            signal.ended(status);
        }
    }

    /** Begins to listen; to be called once, before anything is started. */
    public static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::giveAndWait, "stopping"));
        return signal;
    }

    /** Waits for the signal. */
    public void await() throws InterruptedException {
        given.await();
    }

    public boolean isGiven() {
        return given.getCount() == 0;
    }

    /** All is stopped: the process may end, with the status if it was told to end by a signal. */
    public void ended(int status) {
        exitStatus = status;
        ended.countDown();
    }

    private void giveAndWait() {
        boolean asked = ended.getCount() > 0;
        given.countDown();
        try {
            ended.await();
            if (asked) {
                // The virtual machine would end with 128 and the signal's number, as if nothing had been stopped in
                // order.
                Runtime.getRuntime().halt(exitStatus);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
