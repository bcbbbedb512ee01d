package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;

import java.time.Duration;

/** A target that cannot be asked, for a reason that its configuration has. */
record NoFetch(String reason) implements Fetch {
    @Override
    public Answer fetch(Duration timeout) throws ScrapeFailure {
        throw new ScrapeFailure(reason);
    }

    @Override
    public void release(Answer answer) {}

    @Override
    public void close() {}
}
