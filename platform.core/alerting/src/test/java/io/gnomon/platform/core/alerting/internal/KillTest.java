package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Kills a process while it takes alerts and tells of them, again and again. Afterwards every alert
 * that was taken has been told, and no notification came twice beyond those that were on their way
 * at a kill. {@code -Dgnomon.kills} times (5, 50 with {@code -Plong}), by {@code -Dgnomon.seed}.
 */
final class KillTest {
    private static final int KILLS =
            Integer.getInteger("gnomon.kills", Boolean.getBoolean("long") ? 50 : 5);

    /** At most so many are on their way through one channel. */
    private static final int ON_THEIR_WAY = 3;

    @TempDir Path folder;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void noAlertIsLostAndNoneIsToldAgain() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < KILLS; i++) {
            Process process = start(random.nextLong(), 1_000_000 * i);
            boolean _ = process.waitFor(50 + random.nextInt(1000), TimeUnit.MILLISECONDS);
            kill(process);
        }
        Set<String> taken = new HashSet<>(lines("taken"));
        assertTrue(taken.size() > KILLS, "only " + taken.size() + " alerts were taken");
        Process last = start(random.nextLong(), -1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end
                && !(toldAlerts("told").containsAll(taken)
                        && toldAlerts("escalated").containsAll(taken))) {
            boolean _ = last.waitFor(50, TimeUnit.MILLISECONDS);
        }
        kill(last);
        check(taken, "told");
        check(taken, "escalated");
    }

    private void check(Set<String> taken, String file) throws IOException {
        Set<String> lost = new HashSet<>(taken);
        lost.removeAll(toldAlerts(file));
        assertEquals(Set.of(), lost, file);
        long again = repetitions(file);
        System.out.println(
                "%s: %d alerts in %d notifications, %d of them again"
                        .formatted(file, taken.size(), lines(file).size(), again));
        assertTrue(again <= (long) KILLS * ON_THEIR_WAY, again + " notifications came again");
    }

    private Process start(long seed, int first) throws IOException {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledAlertmanager.class.getName(),
                                folder.toString(),
                                Long.toString(seed),
                                Integer.toString(first))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out = process.inputReader();
        assertEquals("started", out.readLine());
        return process;
    }

    /** As kill -9. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        int _ = process.waitFor();
    }

    private List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    /** "group alert" of each alert that was told. */
    private Set<String> toldAlerts(String file) throws IOException {
        Set<String> told = new HashSet<>();
        for (String line : lines(file)) {
            List<String> words = List.of(line.split(" "));
            words.subList(1, words.size()).forEach(alert -> told.add(words.get(0) + " " + alert));
        }
        return told;
    }

    /** Notifications in which nothing is new. */
    private long repetitions(String file) throws IOException {
        Set<String> known = new HashSet<>();
        List<String> again = new ArrayList<>();
        for (String line : lines(file)) {
            List<String> words = List.of(line.split(" "));
            Set<String> alerts =
                    words.subList(1, words.size()).stream()
                            .map(alert -> words.get(0) + " " + alert)
                            .collect(Collectors.toSet());
            if (known.containsAll(alerts)) {
                again.add(line);
            }
            known.addAll(alerts);
        }
        return again.size();
    }
}
