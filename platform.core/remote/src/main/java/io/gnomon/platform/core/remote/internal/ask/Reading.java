package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What one server is being asked, on a thread of its own. For the thread that began it. */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final ReadSource source;
    private final Thread thread;
    private volatile @Nullable Selection found;
    private volatile String failure = "";

    /**
     * Begins to ask.
     *
     * @param share memory for the answer; the caller gives it back when {@link #await} has returned
     *     and the answer is not needed any more
     */
    Reading(ReadSource source, List<Matcher> matchers, SelectHints hints, BodyMemory.Share share) {
        this.source = source;
        thread =
                Thread.ofVirtual()
                        .name("remote read from " + source.name())
                        .start(() -> run(matchers, hints, share));
    }

    private void run(List<Matcher> matchers, SelectHints hints, BodyMemory.Share share) {
        try {
            found = source.select(matchers, hints, share);
        } catch (Unanswered e) {
            failure = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            failure = "the request was canceled";
        } catch (RuntimeException e) {
            LOG.error("an answer of {} could not be read", source.name(), e);
            failure = "error reading response: " + e.getMessage();
        }
    }

    ReadSource source() {
        return source;
    }

    /**
     * The answer, when it has come.
     *
     * @param ended true when nobody waits any more
     * @throws InterruptedException when it was not waited for
     */
    Selection await(BooleanSupplier ended) throws Unanswered, InterruptedException {
        while (!thread.join(LOOK)) {
            if (ended.getAsBoolean()) {
                throw new InterruptedException("nobody waits for the answer");
            }
        }
        Selection answer = found;
        if (answer == null) {
            throw new Unanswered(failure);
        }
        return answer;
    }

    /** Ends it when nobody waits any more, and waits for that. */
    void end() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
