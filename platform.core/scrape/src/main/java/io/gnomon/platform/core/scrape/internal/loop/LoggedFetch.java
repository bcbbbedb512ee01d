package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;

import java.time.Duration;
import java.util.function.Consumer;

/** Asks as another does, and tells a log when there is no answer. For one thread at a time. */
final class LoggedFetch implements Fetch {
    private final Fetch fetch;
    private final Consumer<String> failures;

    /** Tells sentences to the log. */
    LoggedFetch(Fetch fetch, Consumer<String> failures) {
        this.fetch = fetch;
        this.failures = failures;
    }

    @Override
    public Answer fetch(Duration timeout) throws ScrapeFailure, InterruptedException {
        try {
            return fetch.fetch(timeout);
        } catch (ScrapeFailure e) {
            failures.accept(e.sentence());
            throw e;
        }
    }

    @Override
    public void release(Answer answer) {
        fetch.release(answer);
    }

    @Override
    public void close() {
        fetch.close();
    }
}
