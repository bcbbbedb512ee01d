package io.gnomon.platform.core.remote.internal.ask;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What became of the requests to one server. Any thread. */
public final class AskMetrics {
    /** Requests that are underway. */
    public final AtomicInteger underway = new AtomicInteger();

    /** Answers by status of HTTP, those that did not come as "error". */
    public final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();

    /** Requests that are over. */
    public final LongAdder finished = new LongAdder();

    /** Time from question to the end of the answer. */
    public final LongAdder nanos = new LongAdder();

    void answered(String code) {
        answers.computeIfAbsent(code, c -> new LongAdder()).increment();
    }
}
