package io.gnomon.platform.testkit.storage;

import static io.gnomon.platform.testkit.storage.Stored.assertTimes;
import static io.gnomon.platform.testkit.storage.Stored.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Matchers, label lists, cardinality and time columns. */
interface SeriesContract extends StorageUnderTest {
    private void writeMatcherSeries() throws StorageException {
        String[][] sets = {
            {"__name__", "up", "job", "a", "instance", "h1"},
            {"__name__", "up", "job", "a", "instance", "h2"},
            {"__name__", "up", "job", "b"},
            {"__name__", "down", "job", "b", "zone", "ü"},
            {"__name__", "down", "job", "multi\nline"},
            {"__name__", "down", "utf8.name", "x"}
        };
        for (String[] set : sets) {
            write(storage(), Labels.of(set), START, 1);
        }
    }

    /** What a matcher finds is what {@link Matcher#matches(Labels)} says, also right after. */
    @Test
    default void matchersFindWhatTheyMatch() throws Exception {
        writeMatcherSeries();
        String[] names = {"__name__", "job", "instance", "zone", "utf8.name", "none"};
        String[] values = {
            "",
            "a",
            "b",
            "up",
            "h1|h2",
            "h.",
            "h1.*",
            ".*",
            ".+",
            "a|",
            "|b",
            "(?i)A",
            "ü",
            "x",
            "multi.line",
            "[ab]",
            "up|down",
            "no",
            "h1",
            "(a|b)?",
            "u.*|d.+",
            "a\\.b"
        };
        for (String name : names) {
            for (String value : values) {
                for (Matcher.Type type : Matcher.Type.values()) {
                    assertFindsWhatMatches(List.of(new Matcher(type, name, value)));
                    assertFindsWhatMatches(
                            List.of(
                                    new Matcher(Matcher.Type.REGEX, "__name__", ".+"),
                                    new Matcher(type, name, value)));
                    assertFindsWhatMatches(
                            List.of(
                                    new Matcher(type, name, value),
                                    new Matcher(Matcher.Type.NOT_EQUAL, "job", "b")));
                }
            }
        }
    }

    private void assertFindsWhatMatches(List<Matcher> matchers) throws StorageException {
        try (Snapshot snapshot = storage().open(START, START)) {
            Selection everything =
                    snapshot.select(
                            List.of(new Matcher(Matcher.Type.REGEX, "__name__", ".*")),
                            SelectHints.between(START, START));
            assertEquals(6, everything.size());
            List<Labels> expected = new ArrayList<>();
            for (int i = 0; i < everything.size(); i++) {
                Labels labels = everything.labels(i);
                if (matchers.stream().allMatch(m -> m.matches(labels))) {
                    expected.add(labels);
                }
            }
            Selection selection = snapshot.select(matchers, SelectHints.between(START, START));
            List<Labels> found = new ArrayList<>();
            for (int i = 0; i < selection.size(); i++) {
                found.add(selection.labels(i));
            }
            assertEquals(expected, found, matchers::toString);
        }
    }

    @Test
    default void seriesComeSortedAndLimited() throws Exception {
        for (int i = 99; i >= 0; i--) {
            write(
                    storage(),
                    Labels.of("__name__", "m", "i", "" + i, "u", "\ud83d\ude00"),
                    START,
                    1);
        }
        List<Matcher> all = List.of(Matcher.equal("__name__", "m"));
        try (Snapshot snapshot = storage().open(START, START)) {
            Selection selection = snapshot.select(all, SelectHints.between(START, START));
            assertEquals(100, selection.size());
            for (int i = 1; i < selection.size(); i++) {
                assertTrue(selection.labels(i - 1).compareTo(selection.labels(i)) < 0);
            }
            SelectHints five = new SelectHints(START, START, 0, 0, "", List.of(), false, 5, true);
            assertEquals(5, snapshot.select(all, five).size());
            assertTrue(selection.warnings().isEmpty());
            assertFalse(selection.partial());
        }
    }

    /** The first series that agrees is the same, however the store finds it. */
    @Test
    default void seriesThatAgreeInSomeLabels() throws Exception {
        writeMatcherSeries();
        try (Snapshot snapshot = storage().open(START, START)) {
            Selection all =
                    snapshot.select(
                            List.of(new Matcher(Matcher.Type.REGEX, "__name__", ".*")),
                            SelectHints.between(START, START));
            for (List<String> names :
                    List.of(
                            List.<String>of(),
                            List.of("job"),
                            List.of("none"),
                            List.of("__name__", "zone"))) {
                int[] named = all.firstAlike(names, true);
                int[] others = all.firstAlike(names, false);
                for (int i = 0; i < all.size(); i++) {
                    int a = 0;
                    while (!all.labels(a).keep(names).equals(all.labels(i).keep(names))) {
                        a++;
                    }
                    int b = 0;
                    while (!all.labels(b).without(names).equals(all.labels(i).without(names))) {
                        b++;
                    }
                    assertEquals(a, named[i]);
                    assertEquals(b, others[i]);
                }
            }
        }
    }

    @Test
    default void labelNamesAndValues() throws Exception {
        writeMatcherSeries();
        List<Matcher> up = List.of(Matcher.equal("__name__", "up"));
        try (Snapshot snapshot = storage().open(START, START)) {
            assertEquals(
                    List.of("__name__", "instance", "job", "utf8.name", "zone"),
                    snapshot.labelNames(List.of(), 0));
            assertEquals(List.of("__name__", "instance"), snapshot.labelNames(List.of(), 2));
            assertEquals(List.of("__name__", "instance", "job"), snapshot.labelNames(up, 0));
            assertEquals(
                    List.of("a", "b", "multi\nline"), snapshot.labelValues("job", List.of(), 0));
            assertEquals(List.of("a", "b"), snapshot.labelValues("job", up, 0));
            assertEquals(List.of("a"), snapshot.labelValues("job", up, 1));
            assertEquals(List.of(), snapshot.labelValues("none", List.of(), 0));
            assertEquals(
                    List.of(),
                    snapshot.labelValues("job", List.of(Matcher.equal("__name__", "no")), 0));
        }
    }

    @Test
    default void cardinalityCountsSeries() throws Exception {
        writeMatcherSeries();
        try (Snapshot snapshot = storage().open(START, START)) {
            Snapshot.Cardinality counts = snapshot.cardinality(2);
            assertEquals(
                    List.of(new Snapshot.Count("down", 3), new Snapshot.Count("up", 3)),
                    counts.seriesByMetric());
            assertEquals(9, counts.labelPairs());
            assertEquals(new Snapshot.Count("job", 3), counts.valuesByLabel().get(0));
            assertEquals(new Snapshot.Count("job", 12), counts.bytesByLabel().get(0));
            assertEquals(2, counts.seriesByPair().size());
            assertEquals(new Snapshot.Count("__name__=down", 3), counts.seriesByPair().get(0));
        }
    }

    /** What an engine relies on: equal id and equal count mean equal times. */
    @Test
    default void seriesThatShareATimeColumnHaveEqualTimes() throws Exception {
        for (int i = 0; i < 300; i++) {
            try (AppendBatch batch = storage().batch("g", START + i * 1000L + i % 3)) {
                for (int s = 0; s < 12; s++) {
                    boolean gone = (s == 1 && i > 250) || (s == 2 && i < 249);
                    boolean missed =
                            (s == 3 && i == 100) || (s == 4 && i == 101) || (s == 5 && i > 297);
                    if (!gone && !missed) {
                        batch.append(batch.series(Labels.of("__name__", "m", "s", "" + s)), i);
                    }
                }
                batch.commit(Durability.VISIBLE);
            }
        }
        for (long from = START; from < START + 300_000; from += 17_000) {
            assertTimeColumnsHold(from, START + 290_000);
            assertTimeColumnsHold(from, START + 400_000);
        }
    }

    private void assertTimeColumnsHold(long min, long max) throws StorageException {
        try (Snapshot snapshot = storage().open(min, max)) {
            Selection selection =
                    snapshot.select(
                            List.of(Matcher.equal("__name__", "m")), SelectHints.between(min, max));
            SampleColumn a = new SampleColumn();
            SampleColumn b = new SampleColumn();
            try (SampleReader reader = selection.reader()) {
                for (int i = 1; i < selection.size(); i++) {
                    reader.read(i, a);
                    reader.read(i - 1, b);
                    long id = selection.timeColumn(i);
                    if (id >= 0 && id == selection.timeColumn(i - 1) && a.size == b.size) {
                        assertTimes(a, Arrays.copyOf(b.times, b.size));
                    }
                }
            }
        }
    }
}
