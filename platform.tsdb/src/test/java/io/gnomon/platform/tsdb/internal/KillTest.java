package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Snapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * kill -9 in the middle of ingestion, again and again on the same data: every acknowledged batch is
 * there, each once, each whole. {@code -Dlong} kills a hundred times.
 */
class KillTest {
    @TempDir Path data;

    @Test
    void nothingAcknowledgedIsLostByAKill() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("KillTest: -Dgnomon.seed=" + seed);
        Random random = new Random(seed);
        int kills = System.getProperty("long") == null ? 4 : 100;
        Map<String, Integer> before = new HashMap<>();
        for (int kill = 0; kill < kills; kill++) {
            Map<String, Integer> acknowledged = runAndKill(random);
            assertTrue(acknowledged.size() > 0, "the child wrote before it was killed");
            try (TsdbStorage storage = new TsdbStorage(CrashChild.options(data))) {
                for (int g = 0; g < CrashChild.GROUPS; g++) {
                    String group = "g" + g;
                    int whole = StoreFixture.wholeBatches(storage, group, CrashChild.SERIES);
                    int expected =
                            Math.max(
                                    before.getOrDefault(group, 0),
                                    acknowledged.getOrDefault(group, -1) + 1);
                    assertTrue(
                            whole >= expected,
                            "kill " + kill + ": " + whole + " of " + expected + " in " + group);
                    assertTrue(
                            whole <= expected + 1,
                            "kill " + kill + ": at most one batch was on its way");
                    int churn = churnFound(storage, group);
                    assertTrue(
                            churn == churnSeries(whole) || churn == churnSeries(whole + 1),
                            churn + " short-lived series beside " + whole + " batches");
                    before.put(group, whole);
                }
                assertEquals(0, storage.walMetrics().corruptions.sum());
            }
        }
    }

    private static int churnSeries(int batches) {
        return (batches + 19) / 20;
    }

    private static int churnFound(TsdbStorage storage, String group) throws Exception {
        try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            return snapshot.select(
                            List.of(Matcher.equal("group", "churn-" + group)),
                            SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE))
                    .size();
        }
    }

    /** Last acknowledged batch by group. */
    private Map<String, Integer> runAndKill(Random random) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                CrashChild.class.getName(),
                                data.toString(),
                                Long.toString(random.nextLong()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int lines = 100 + random.nextInt(3000);
        Map<String, Integer> acknowledged = new HashMap<>();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            for (int i = 0; line != null; i++) {
                if (i == lines) {
                    // Process.destroyForcibly would close the pipe with what is still in it.
                    assertTrue(child.toHandle().destroyForcibly());
                }
                String[] words = line.split(" ", -1);
                assertEquals(2, words.length, line);
                acknowledged.put(words[0], Integer.parseInt(words[1]));
                line = out.readLine();
            }
        } finally {
            child.destroyForcibly();
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertEquals(137, child.exitValue(), "killed by SIGKILL");
        return acknowledged;
    }
}
