package io.gnomon.platform.core.dashboards.internal.panel;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.platform.core.dashboards.internal.sources.Source;
import io.gnomon.spi.runtime.PluginException;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Answers of data sources, shared by all who look at the same thing: a query that runs is waited
 * for by everyone who asks the same, and its answer serves until it is too old for who asks. The
 * query ends when the last of them has gone. What failed is not kept.
 *
 * <p>Any thread. Asked on the caller's thread, run on a virtual one.
 */
final class SharedAnswers implements AutoCloseable {
    /** Older answers serve nobody, whatever he says. */
    static final long AGE_MILLIS_MAX = 60_000;

    private static final long SWEEP_SECONDS = 30;

    private final InstantSource clock;
    private final long bytesMax;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("query-", 0).factory());
    private final ScheduledExecutorService sweeps =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("query-answers").daemon().factory());

    /** Those of one question beside each other differ in their time. Guarded by this, as below. */
    private final Map<Question, List<Answer>> answers = new HashMap<>();

    /** The oldest first. */
    private final Deque<Answer> byAge = new ArrayDeque<>();

    private long bytes;

    /**
     * What makes two queries the same, but for their time.
     *
     * @param version of the plugin that answers, empty for what is part of the server
     * @param text everything that decides about the answer, whatever its form
     * @param points most points that are wanted
     */
    record Question(Source source, String version, String text, long stepMillis, int points) {}

    /**
     * For when an answer is wanted.
     *
     * @param maxAgeMillis how old it may be; its ends may be off by as much, at most by one step.
     *     0: it is made now, unless just this is being made
     */
    record Moment(long fromMillis, long toMillis, long maxAgeMillis) {}

    private static final class Answer {
        final Question question;
        final Moment moment;
        final long startedMillis;
        final Future<List<DataFrame>> frames;
        int waiting;

        /** Whether it may serve others. */
        boolean kept = true;

        /** 0 while it is not known. */
        long bytes;

        Answer(
                Question question,
                Moment moment,
                long startedMillis,
                Future<List<DataFrame>> frames) {
            this.question = question;
            this.moment = moment;
            this.startedMillis = startedMillis;
            this.frames = frames;
        }

        boolean serves(Moment wanted, long nowMillis) {
            long off = Math.min(wanted.maxAgeMillis(), question.stepMillis());
            boolean young =
                    !frames.isDone()
                            || nowMillis - startedMillis
                                    < Math.min(wanted.maxAgeMillis(), AGE_MILLIS_MAX);
            return young
                    && Math.abs(wanted.fromMillis() - moment.fromMillis()) <= off
                    && Math.abs(wanted.toMillis() - moment.toMillis()) <= off;
        }
    }

    /**
     * @param bytesMax memory that answers may take, as {@link FrameSize} reckons it
     */
    SharedAnswers(InstantSource clock, long bytesMax) {
        this.clock = clock;
        this.bytesMax = bytesMax;
        var _ =
                sweeps.scheduleWithFixedDelay(
                        this::forgetOld, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * The answer to a question, of somebody else where that serves.
     *
     * @param asking asks the data source; may throw {@link PluginException}
     * @throws PluginException of the asking
     * @throws InterruptedException when the calling thread was; others go on waiting
     */
    List<DataFrame> get(Question question, Moment moment, Callable<List<DataFrame>> asking)
            throws PluginException, InterruptedException {
        Answer answer = join(question, moment, asking);
        try {
            return answer.frames.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            leave(answer);
        }
    }

    private synchronized Answer join(
            Question question, Moment moment, Callable<List<DataFrame>> asking) {
        long now = clock.millis();
        Answer found = find(question, moment, now);
        if (found != null) {
            found.waiting++;
            return found;
        }
        Future<List<DataFrame>> running = threads.submit(asking);
        Answer fresh = new Answer(question, moment, now, running);
        fresh.waiting = 1;
        answers.computeIfAbsent(question, q -> new ArrayList<>(1)).add(fresh);
        byAge.addLast(fresh);
        return fresh;
    }

    private @Nullable Answer find(Question question, Moment moment, long now) {
        for (Answer answer : answers.getOrDefault(question, List.of())) {
            if (answer.serves(moment, now)) {
                return answer;
            }
        }
        return null;
    }

    /** The first who leaves a finished answer has it counted, the last one of a running ends it. */
    private synchronized void leave(Answer answer) {
        answer.waiting--;
        if (!answer.frames.isDone()) {
            if (answer.waiting == 0) {
                answer.frames.cancel(true);
                forget(answer);
            }
        } else if (answer.frames.state() != Future.State.SUCCESS) {
            forget(answer);
        } else if (answer.kept && answer.bytes == 0) {
            answer.bytes = FrameSize.of(answer.frames.resultNow());
            bytes += answer.bytes;
            forgetSurplus();
        }
    }

    private void forgetSurplus() {
        while (bytes > bytesMax && !byAge.isEmpty()) {
            forget(byAge.getFirst());
        }
    }

    private synchronized void forgetOld() {
        long now = clock.millis();
        byAge.stream()
                .takeWhile(answer -> now - answer.startedMillis >= AGE_MILLIS_MAX)
                .filter(answer -> answer.frames.isDone())
                .toList()
                .forEach(this::forget);
    }

    /** Who waits for it still gets it. */
    private void forget(Answer answer) {
        if (answer.kept) {
            answer.kept = false;
            byAge.remove(answer);
            bytes -= answer.bytes;
            List<Answer> same = answers.get(answer.question);
            if (same != null && same.remove(answer) && same.isEmpty()) {
                answers.remove(answer.question);
            }
        }
    }

    /** Memory that answers take now. */
    synchronized long bytes() {
        return bytes;
    }

    /** How many wait for answers to a question now. */
    synchronized int waiting(Question question) {
        return answers.getOrDefault(question, List.of()).stream()
                .mapToInt(answer -> answer.waiting)
                .sum();
    }

    private static PluginException failure(Throwable cause) {
        return cause instanceof PluginException said
                ? said
                : new PluginException(
                        PluginException.Kind.FAILED, String.valueOf(cause.getMessage()), cause);
    }

    @Override
    public void close() {
        sweeps.shutdownNow();
        threads.shutdownNow();
    }
}
