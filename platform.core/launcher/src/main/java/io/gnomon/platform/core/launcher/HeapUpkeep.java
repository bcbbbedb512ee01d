package io.gnomon.platform.core.launcher;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks G1 every few minutes for a cycle of marking beside the work (a tenth of a second of one
 * processor for 50 MB), at whose end the heap shrinks: a busy server that makes little garbage in
 * its old generation has none by itself, and keeps what its start took (docs/decisions/0136).
 */
final class HeapUpkeep {
    private static final long FIRST_SECONDS = 60;
    private static final long EVERY_SECONDS = 300;

    private HeapUpkeep() {}

    static void start() {
        ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("heap-upkeep").factory());
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        HeapUpkeep::mark, FIRST_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private static void mark() {
        // Another collector, asked by GNOMON_JAVA_OPTS, might stop the server for a full
        // collection.
        if (ManagementFactory.getGarbageCollectorMXBeans().stream()
                .anyMatch(collector -> collector.getName().startsWith("G1"))) {
            System.gc();
        }
    }
}
