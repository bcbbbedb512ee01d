package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;

import java.time.Duration;

/** Asks one target. For one thread at a time. */
interface Fetch extends AutoCloseable {
    /**
     * Asks and waits for the whole answer.
     *
     * @throws ScrapeFailure in the words of the Targets page
     */
    Answer fetch(Duration timeout) throws ScrapeFailure, InterruptedException;

    /** The answer has been written; what it holds may be used again. */
    void release(Answer answer);

    @Override
    void close();
}
