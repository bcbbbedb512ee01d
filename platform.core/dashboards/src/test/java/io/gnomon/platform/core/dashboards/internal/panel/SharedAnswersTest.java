package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.platform.core.dashboards.internal.panel.SharedAnswers.Moment;
import io.gnomon.platform.core.dashboards.internal.panel.SharedAnswers.Question;
import io.gnomon.platform.core.dashboards.internal.sources.Source;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(60)
final class SharedAnswersTest {
    private static final long STEP = 15_000;
    private static final Moment NOW = new Moment(0, 3_600_000, 10_000);

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final SharedAnswers shared =
            new SharedAnswers(() -> Instant.ofEpochMilli(now.get()), 10_000);
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        viewers.shutdownNow();
        shared.close();
    }

    /** Nobody calls it. */
    private static final class NoHandle implements PluginHandle<DataSource<?>> {
        @Override
        public <T> T call(Duration timeout, Call<DataSource<?>, T> call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static Source source() {
        return new Source("s", "S", "test", false, new NoHandle(), () -> 15_000);
    }

    private final Source source = source();

    private Question question(String text) {
        return new Question(source, "1.0", text, STEP, 600);
    }

    private static List<DataFrame> frames(String text) {
        Field field = new Field("Value", Columns.texts(List.of(text)));
        return List.of(new DataFrame("A", "", DataFrame.Kind.TABLE, 1, List.of(field), List.of()));
    }

    private List<DataFrame> get(Question question, Moment moment) throws Exception {
        return shared.get(
                question,
                moment,
                () -> {
                    asked.incrementAndGet();
                    return frames(question.text());
                });
    }

    @Test
    void tenViewersAreOneQuery() throws Exception {
        CountDownLatch all = new CountDownLatch(10);
        CountDownLatch go = new CountDownLatch(1);
        Callable<List<DataFrame>> asking =
                () -> {
                    asked.incrementAndGet();
                    go.await();
                    return frames("x");
                };
        List<Future<List<DataFrame>>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Moment moment = new Moment(i, 3_600_000 + i, 1000);
            answers.add(
                    viewers.submit(() -> {
                        all.countDown();
                        return shared.get(question("x"), moment, asking);
                    }));
        }
        all.await();
        go.countDown();
        List<DataFrame> first = answers.get(0).get();
        for (Future<List<DataFrame>> answer : answers) {
            assertSame(first, answer.get());
        }
        assertEquals(1, asked.get());
    }

    @Test
    void anAnswerServesUntilItIsTooOldForWhoAsks() throws Exception {
        List<DataFrame> first = get(question("x"), NOW);
        now.addAndGet(4_000);
        assertSame(first, get(question("x"), new Moment(4_000, 3_604_000, 10_000)));
        get(question("x"), new Moment(4_000, 3_604_000, 3_000));
        assertEquals(2, asked.get());
        now.addAndGet(20_000);
        get(question("x"), NOW);
        assertEquals(3, asked.get());
    }

    @Test
    void anotherTimeQueryOrSourceIsAnotherAnswer() throws Exception {
        get(question("x"), NOW);
        get(question("y"), NOW);
        get(new Question(source(), "1.0", "x", STEP, 600), NOW);
        get(new Question(source, "1.1", "x", STEP, 600), NOW);
        get(new Question(source, "1.0", "x", 1000, 600), NOW);
        get(question("x"), new Moment(0, 3_620_000, 10_000));
        get(question("x"), new Moment(0, 3_600_000, 0));
        assertEquals(7, asked.get());
    }

    @Test
    void whatFailedIsAskedAgain() throws Exception {
        Callable<List<DataFrame>> failing =
                () -> {
                    asked.incrementAndGet();
                    throw new PluginException(PluginException.Kind.FAILED, "no luck");
                };
        for (int i = 0; i < 2; i++) {
            PluginException said =
                    assertThrows(
                            PluginException.class, () -> shared.get(question("x"), NOW, failing));
            assertEquals("no luck", said.getMessage());
        }
        get(question("x"), NOW);
        assertEquals(3, asked.get());
    }

    @Test
    void whoLeavesDoesNotEndTheQueryOfTheOthersButTheLastOneDoes() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Callable<List<DataFrame>> asking =
                () -> {
                    running.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        ended.countDown();
                        throw e;
                    }
                    return frames("x");
                };
        Future<List<DataFrame>> leaving =
                viewers.submit(() -> shared.get(question("x"), NOW, asking));
        running.await();
        Future<List<DataFrame>> staying = viewers.submit(() -> get(question("x"), NOW));
        while (shared.waiting(question("x")) < 2) {
            Thread.onSpinWait();
        }
        leaving.cancel(true);
        while (shared.waiting(question("x")) > 1) {
            Thread.onSpinWait();
        }
        assertEquals(1, ended.getCount());
        staying.cancel(true);
        assertTrue(ended.await(30, TimeUnit.SECONDS));
        assertEquals(0, asked.get());
    }

    @Test
    void theOldestMakeRoom() throws Exception {
        for (int i = 0; i < 100; i++) {
            get(question("query " + i), NOW);
            assertTrue(shared.bytes() <= 10_000, shared.bytes() + " bytes");
        }
        assertTrue(shared.bytes() > 5_000, shared.bytes() + " bytes");
        get(question("query 99"), NOW);
        assertEquals(100, asked.get());
        get(question("query 0"), NOW);
        assertEquals(101, asked.get());
    }
}
