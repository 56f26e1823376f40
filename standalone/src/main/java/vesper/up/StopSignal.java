package vesper.up;

import java.util.concurrent.CountDownLatch;

/** SIGTERM and Ctrl-C: the process ends only after {@link #ended} was called, when all is stopped in order. */
public final class StopSignal {
    private final CountDownLatch given = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private StopSignal() {}

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

    /** All is stopped: the process may end. */
    public void ended() {
        ended.countDown();
    }

    private void giveAndWait() {
        given.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
