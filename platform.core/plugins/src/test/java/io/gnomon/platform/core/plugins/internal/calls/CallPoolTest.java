package io.gnomon.platform.core.plugins.internal.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.plugins.internal.Await;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginException.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

class CallPoolTest {
    /** Over while a call runs that does not end; a busy machine has begun it by then. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1);
    private final ClassLoader loader = new URLClassLoader(new URL[0]);
    private final CallPool pool =
            new CallPool("demo", loader, new CallPool.Limits(2, 1, Duration.ofMillis(50)), watch);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        pool.close();
        watch.shutdownNow();
    }

    private <T> T call(Duration timeout, Callable<T> work) throws Exception {
        return pool.call(timeout, work, () -> {});
    }

    private PluginException fails(Duration timeout, Callable<?> work) {
        return assertThrows(PluginException.class, () -> call(timeout, work));
    }

    @Test
    void runsOnAPlatformThreadWithThePluginsLoader() throws Exception {
        assertSame(loader, call(LONG, () -> Thread.currentThread().getContextClassLoader()));
        assertFalse(call(LONG, () -> Thread.currentThread().isVirtual()));
        assertEquals(2, pool.calls().total());
    }

    @Test
    void anIdleThreadIsUsedBeforeAnotherIsStarted() throws Exception {
        Thread first = call(LONG, Thread::currentThread);
        Await.until("the thread is idle", () -> first.getState() == Thread.State.TIMED_WAITING);
        assertSame(first, call(LONG, Thread::currentThread));
    }

    @Test
    void aThrowIsTheCallersAndLeavesThePoolAsItWas() throws Exception {
        Error error = new StackOverflowError("deep");
        PluginException e =
                fails(
                        LONG,
                        () -> {
                            throw error;
                        });
        assertEquals(Kind.FAILED, e.kind());
        assertSame(error, e.getCause());
        assertEquals("deep", e.getMessage());
        assertEquals("still here", call(LONG, () -> "still here"));
        assertEquals(1, pool.calls().failed());
        assertEquals("deep", pool.lastError());
    }

    @Test
    void atTheDeadlineTheCallerGoesOnAndTheThreadIsInterrupted() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicInteger ended = new AtomicInteger();
        PluginException e =
                assertThrows(
                        PluginException.class,
                        () ->
                                pool.call(
                                        SHORT,
                                        () -> {
                                            try {
                                                release.await();
                                            } catch (InterruptedException i) {
                                                interrupted.set(true);
                                                throw i;
                                            }
                                            return 1;
                                        },
                                        ended::incrementAndGet));
        assertEquals(Kind.TIMEOUT, e.kind());
        assertEquals("demo did not answer within 500ms", e.getMessage());
        Await.until("the call ends", () -> ended.get() == 1);
        assertTrue(interrupted.get());
        assertEquals(1, pool.calls().timedOut());
        assertEquals(0, pool.calls().abandoned());
        assertFalse(call(LONG, Thread::interrupted), "the interrupt is not the next call's");
    }

    @Test
    void aFloodIsRefusedInWords() throws Exception {
        Thread[] callers = new Thread[3];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = Thread.startVirtualThread(() -> hold());
        }
        Await.until(
                "two run and one waits",
                () -> pool.calls().total() == 3 && pool.calls().running() == 2);
        PluginException e = fails(LONG, () -> 1);
        assertEquals(Kind.BUSY, e.kind());
        assertEquals("all 2 threads of demo are busy and 1 calls wait", e.getMessage());
        assertEquals(1, pool.calls().refused());
        release.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(0, pool.calls().running());
        assertEquals(1, call(LONG, () -> 1));
    }

    private void hold() {
        try {
            call(
                    LONG,
                    () -> {
                        release.await();
                        return 1;
                    });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenAllThreadsIgnoreTheirInterruptThePoolIsOff() throws Exception {
        AtomicBoolean go = new AtomicBoolean();
        for (int i = 0; i < 2; i++) {
            assertEquals(Kind.TIMEOUT, fails(SHORT, () -> deaf(go)).kind());
        }
        Await.until("both threads are abandoned", () -> pool.calls().abandoned() == 2);
        PluginException e = fails(LONG, () -> 1);
        assertEquals(Kind.BUSY, e.kind());
        assertEquals(
                "demo is switched off until it is replaced: 2 of its 2 threads do not come back"
                        + " from a call, although they were interrupted",
                e.getMessage());
        assertEquals(e.getMessage(), pool.whyOff());
        go.set(true);
        Await.until("the threads have come back", () -> pool.calls().abandoned() == 0);
        assertEquals(Kind.BUSY, fails(LONG, () -> 1).kind(), "it stays off");
    }

    private static int deaf(AtomicBoolean go) {
        while (!go.get()) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        return 0;
    }

    @Test
    void whatWaitsWhenThePoolIsClosedEnds() throws Exception {
        for (int i = 0; i < 2; i++) {
            Thread.startVirtualThread(this::swallowed);
        }
        Await.until("both threads are busy", () -> pool.calls().running() == 2);
        AtomicInteger ended = new AtomicInteger();
        var waiting = pool.submit(LONG, () -> 1);
        pool.close();
        Await.until("the waiting call has failed", waiting::isCompletedExceptionally);
        assertThrows(PluginException.class, () -> pool.call(LONG, () -> 1, ended::incrementAndGet));
        assertEquals(1, ended.get());
    }

    private void swallowed() {
        assertThrows(
                PluginException.class,
                () ->
                        call(
                                LONG,
                                () -> {
                                    release.await();
                                    return 1;
                                }));
    }
}
