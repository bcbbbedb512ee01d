package io.gnomon.exporters.collecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class CollectorRunsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CollectorRuns runs = new CollectorRuns("test");
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        answer.countDown();
        runs.close();
    }

    private static Job job(String name, Job.Work work) {
        return new Job(name, name, work, () -> {});
    }

    private Job hanging(String name) {
        return job(
                name,
                () -> {
                    asked.incrementAndGet();
                    awaitDeaf();
                });
    }

    /** As a thread in a system call is: deaf to interrupts. */
    private void awaitDeaf() {
        boolean answered = false;
        while (!answered) {
            try {
                answer.await();
                answered = true;
            } catch (InterruptedException e) {
                answered = false;
            }
        }
    }

    private static List<String> reasons(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::reason).toList();
    }

    @Test
    void jobsRunInOrderAndOneThatFailsFailsAlone() throws Exception {
        List<String> order = new ArrayList<>();
        List<Outcome> outcomes =
                runs.run(
                        List.of(
                                job("a", () -> order.add("a")),
                                job(
                                        "b",
                                        () -> {
                                            throw new IOException("no such file");
                                        }),
                                job(
                                        "c",
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }),
                                job("d", () -> order.add("d"))),
                        LONG,
                        LONG);
        assertEquals(List.of("a", "d"), order);
        assertEquals(
                List.of("", "no such file", "java.lang.IllegalStateException: broken", ""),
                reasons(outcomes));
        assertEquals(List.of("a", "b", "c", "d"), outcomes.stream().map(Outcome::name).toList());
        assertTrue(outcomes.stream().allMatch(Outcome::isDone));
    }

    @Test
    void oneThatHangsIsReportedInTimeAndTheOthersAnswer() throws Exception {
        long start = System.nanoTime();
        List<Outcome> outcomes =
                runs.run(
                        List.of(job("a", () -> {}), hanging("b"), job("c", () -> {})),
                        Duration.ofSeconds(2),
                        LONG);
        assertTrue(System.nanoTime() - start < 2e9, "within the time of the scrape");
        assertTrue(outcomes.get(0).failure().isEmpty());
        assertFalse(outcomes.get(1).isDone());
        assertTrue(outcomes.get(1).reason().startsWith("no answer after 1."));
        assertTrue(outcomes.get(2).failure().isEmpty());
    }

    @Test
    void whatHangsIsNotStartedAgainUntilItHasAnswered() throws Exception {
        List<Job> jobs = List.of(hanging("a"), job("b", () -> {}));
        runs.run(jobs, Duration.ofMillis(200), LONG);
        List<Outcome> second = runs.run(jobs, LONG, LONG);
        assertEquals(
                List.of("still hangs since an earlier scrape and is not asked again", ""),
                reasons(second));
        assertEquals(1, asked.get());
        answer.countDown();
        long deadline = System.nanoTime() + LONG.toNanos();
        while (runs.run(jobs, LONG, LONG).getFirst().failure().isPresent()) {
            assertTrue(System.nanoTime() < deadline, "it is asked again once it has answered");
            Thread.onSpinWait();
        }
        assertEquals(2, asked.get());
    }

    @Test
    void severalThatHangLeaveTimeForTheRest() throws Exception {
        List<Outcome> outcomes =
                runs.run(
                        List.of(hanging("a"), hanging("b"), job("c", () -> {})),
                        // A sixteenth of it is left for the last one's thread to start.
                        Duration.ofSeconds(4),
                        LONG);
        assertFalse(outcomes.get(0).isDone());
        assertFalse(outcomes.get(1).isDone());
        assertTrue(outcomes.get(2).failure().isEmpty());
    }

    @Test
    void cuttingOffEndsTheWork() throws Exception {
        AtomicBoolean cut = new AtomicBoolean();
        CountDownLatch interrupted = new CountDownLatch(1);
        Job job =
                new Job(
                        "a",
                        "a",
                        () -> {
                            try {
                                answer.await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        },
                        () -> cut.set(true));
        runs.run(List.of(job), LONG, Duration.ofMillis(100));
        assertTrue(cut.get());
        assertTrue(interrupted.await(1, TimeUnit.MINUTES));
    }

    @Test
    void switchesChooseByNameAndRefuseUnknownOnes() {
        var all = new TreeMap<>(Map.of("a", true, "b", false, "c", true));
        assertEquals(List.of("a", "c"), new Switches(List.of(), List.of(), false).on(all));
        assertEquals(List.of("a", "b"), new Switches(List.of("b"), List.of("c"), false).on(all));
        assertEquals(List.of("b"), new Switches(List.of("b"), List.of(), true).on(all));
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Switches(List.of(), List.of("x"), false).on(all));
        assertEquals(
                "disabled_collectors: no collector is named \"x\"; there are a, b, c",
                e.getMessage());
    }
}
