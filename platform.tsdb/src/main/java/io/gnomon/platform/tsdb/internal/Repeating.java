package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.StorageException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Work that is done again and again on a thread of its own; what fails is tried the next time. */
final class Repeating implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

    /** What is done. */
    interface Work {
        void run() throws StorageException, IOException, InterruptedException;
    }

    private final String name;
    private final Work work;
    private final ScheduledExecutorService thread;
    private volatile String problem = "";
    private volatile boolean closing;

    Repeating(String name, Work work) {
        this.name = name;
        this.work = work;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Begins after so many seconds, and again so many after each end. */
    void start(long seconds) {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(this::once, seconds, seconds, TimeUnit.SECONDS);
    }

    private void once() {
        try {
            work.run();
            problem = "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | StorageException | RuntimeException e) {
            if (closing) {
                LOG.info("{} was interrupted by the end of the store", name);
                return;
            }
            String sentence = e instanceof RuntimeException ? e.toString() : e.getMessage();
            if (!problem.equals(sentence)) {
                LOG.warn("{} failed and is tried again: {}", name, sentence);
                LOG.debug("{}", name, e);
            }
            problem = String.valueOf(sentence);
        }
    }

    /** Why it failed the last time, empty when it did not. */
    String problem() {
        return problem;
    }

    /** Interrupts what is being done and waits for its end. */
    @Override
    public void close() {
        closing = true;
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                LOG.warn("{} was still busy after 60 s", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
