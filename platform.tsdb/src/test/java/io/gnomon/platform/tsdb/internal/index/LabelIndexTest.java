package io.gnomon.platform.tsdb.internal.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.StorageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The index finds what the matchers say, in the tail and in Lucene alike. */
class LabelIndexTest {
    private record Series(int id, Labels labels) implements IndexedSeries {}

    @TempDir Path folder;

    private final List<IndexedSeries> all = new ArrayList<>();

    private LabelIndex open() throws Exception {
        return new LabelIndex(folder, all::forEach);
    }

    /** Waits until nothing is found in the tail any more. */
    private static void awaitLucene(LabelIndex index) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (index.tailLength() > 0) {
            assertTrue(System.nanoTime() < deadline, "the tail is still there");
            Thread.onSpinWait();
        }
    }

    private static final String[] NAMES = {"__name__", "job", "instance", "zone"};
    private static final String[] VALUES = {
        "a", "b", "ab", "abc", "host-1", "host-2", "host-11", "x.y", "ü", "\n", "A|B"
    };
    private static final String[] PATTERNS = {
        "",
        "a",
        "a|b",
        "a|",
        "|a",
        ".*",
        ".+",
        "a.*",
        "a.+",
        "a+",
        "ab?",
        "ab*",
        "abc?",
        "host-.*",
        "host-.+",
        "host-1.*",
        "host-1+",
        "host-[12]",
        "x.y",
        "x\\.y",
        "(?i)AB",
        "(a|b)c?",
        "a|b.*",
        "[^a]*",
        "(a)?",
        "host-1|host-2",
        "u|ü",
        "A\\|B",
        "\\n",
        "a{1,2}",
        "ab{0}",
        "ü?",
        "host-1{2}",
        "^a$",
        "a||b"
    };

    private Labels randomLabels(Random random) {
        Labels.Builder labels = Labels.builder();
        for (String name : NAMES) {
            if (random.nextInt(4) != 0) {
                labels.set(name, VALUES[random.nextInt(VALUES.length)]);
            }
        }
        return labels.set("n", "" + all.size()).build();
    }

    private void add(LabelIndex index, Random random, int count) {
        for (int i = 0; i < count; i++) {
            Series series = new Series(all.size(), randomLabels(random));
            all.add(series);
            index.add(series);
        }
    }

    private Matcher randomMatcher(Random random) {
        List<Matcher.Type> types = List.of(Matcher.Type.values());
        Matcher.Type type = types.get(random.nextInt(types.size()));
        boolean regex = type == Matcher.Type.REGEX || type == Matcher.Type.NOT_REGEX;
        String[] values = regex || random.nextInt(8) == 0 ? PATTERNS : VALUES;
        return new Matcher(
                type,
                random.nextInt(10) == 0 ? "none" : NAMES[random.nextInt(NAMES.length)],
                values[random.nextInt(values.length)]);
    }

    private void assertFindsWhatMatches(LabelIndex index, List<Matcher> matchers) throws Exception {
        int[] expected =
                all.stream()
                        .filter(s -> matchers.stream().allMatch(m -> m.matches(s.labels())))
                        .mapToInt(IndexedSeries::id)
                        .toArray();
        assertArrayEquals(expected, index.find(matchers), matchers::toString);
    }

    @Test
    void findsWhatMatchersSay() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("LabelIndexTest: -Dgnomon.seed=" + seed);
        Random random = new Random(seed);
        try (LabelIndex index = open()) {
            for (int round = 0; round < 6; round++) {
                add(index, random, 100);
                for (String name : NAMES) {
                    for (String pattern : PATTERNS) {
                        for (Matcher.Type type : Matcher.Type.values()) {
                            assertFindsWhatMatches(
                                    index, List.of(new Matcher(type, name, pattern)));
                        }
                    }
                }
                for (int i = 0; i < 300; i++) {
                    List<Matcher> matchers = new ArrayList<>();
                    for (int n = random.nextInt(3); n >= 0; n--) {
                        matchers.add(randomMatcher(random));
                    }
                    assertFindsWhatMatches(index, matchers);
                }
            }
        }
        try (LabelIndex again = open()) {
            assertFindsWhatMatches(again, List.of(new Matcher(Matcher.Type.REGEX, "n", ".*")));
        }
    }

    @Test
    void theTailMovesToLucene() throws Exception {
        Random random = new Random(3);
        try (LabelIndex index = open()) {
            add(index, random, 20_000);
            assertFindsWhatMatches(index, List.of(Matcher.equal("job", "a")));
            awaitLucene(index);
            assertFindsWhatMatches(index, List.of(Matcher.equal("job", "a")));
        }
    }

    @Test
    void seriesWithHugeValuesAreFound() throws Exception {
        String huge = "x".repeat(100_000);
        Series series = new Series(0, Labels.of("__name__", "m", "huge", huge));
        all.add(series);
        try (LabelIndex index = open()) {
            assertFindsWhatMatches(index, List.of(Matcher.equal("huge", huge)));
            assertFindsWhatMatches(index, List.of(Matcher.equal("__name__", "m")));
            assertEquals(0, index.find(List.of(Matcher.equal("__name__", "n"))).length);
        }
    }

    @Test
    void anIndexThatIsBehindOrAheadIsCorrected() throws Exception {
        Random random = new Random(5);
        try (LabelIndex index = open()) {
            add(index, random, 500);
        }
        // Some are gone, some are new, and one id has other labels.
        all.removeIf(s -> s.id() % 7 == 0);
        all.set(3, new Series(all.get(3).id(), Labels.of("__name__", "changed")));
        all.add(new Series(500, Labels.of("__name__", "new")));
        try (LabelIndex index = open()) {
            awaitLucene(index);
            for (String name : NAMES) {
                for (String pattern : PATTERNS) {
                    assertFindsWhatMatches(
                            index, List.of(new Matcher(Matcher.Type.REGEX, name, pattern)));
                }
            }
        }
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws Exception {
        try (LabelIndex index = open()) {
            add(index, new Random(6), 500);
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
        try (LabelIndex index = open()) {
            awaitLucene(index);
            assertFindsWhatMatches(index, List.of(Matcher.equal("job", "a")));
        }
    }

    @Test
    void shapesAreCautious() {
        assertEquals(new RegexShape.Literals(List.of("a", "b")), RegexShape.of("a|b"));
        assertEquals(new RegexShape.Literals(List.of("a", "")), RegexShape.of("a|"));
        assertEquals(new RegexShape.Prefix("host-", 0), RegexShape.of("host-.*"));
        assertEquals(new RegexShape.Prefix("", 1), RegexShape.of(".+"));
        assertEquals(new RegexShape.General("ab"), RegexShape.of("abc*d"));
        assertEquals(new RegexShape.General("ab"), RegexShape.of("ab(cd)"));
        assertEquals(new RegexShape.General(""), RegexShape.of("ab.c|d"));
        assertEquals(new RegexShape.General(""), RegexShape.of("(?i)ab"));
    }

    @Test
    void anInterruptEndsTheMatchingOfManyValues() throws Exception {
        try (LabelIndex index = open()) {
            add(index, new Random(1), 1000);
            awaitLucene(index);
            List<Matcher> regex = List.of(new Matcher(Matcher.Type.REGEX, "n", ".*[13]"));
            Thread.currentThread().interrupt();
            StorageException ended = assertThrows(StorageException.class, () -> index.find(regex));
            assertTrue(Thread.interrupted());
            assertEquals(StorageException.Kind.CANCELLED, ended.kind());
            assertEquals(200, index.find(regex).length);
        }
    }

    /** What was found once is remembered; new series are found all the same. */
    @Test
    void aSearchThatComesAgainFindsWhatCameMeanwhile() throws Exception {
        List<Matcher> matchers = List.of(Matcher.equal("job", "a"));
        try (LabelIndex index = open()) {
            for (int id = 1; id <= 3; id++) {
                Series series = new Series(id, Labels.of("job", "a", "instance", "host-" + id));
                all.add(series);
                index.add(series);
                int[] expected = new int[id];
                Arrays.setAll(expected, i -> i + 1);
                assertArrayEquals(expected, index.find(matchers), "in the tail");
                awaitLucene(index);
                assertArrayEquals(expected, index.find(matchers), "in Lucene");
                int[] again = index.find(matchers);
                again[0] = -1;
                assertArrayEquals(expected, index.find(matchers), "the caller's own array");
            }
        }
    }
}
