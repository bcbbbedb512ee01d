package io.gnomon.platform.core.remote.internal.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.testkit.storage.MemoryStorage;

import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The cases are those of prometheus/prometheus, web/federate_test.go. */
class FederationTest {
    private static final long NOW = 1_000_000;

    private final MemoryStorage storage = new MemoryStorage();
    private Labels external = Labels.EMPTY;

    private void add(long time, double value, String... labels) throws Exception {
        try (AppendBatch batch = storage.batch("g", time)) {
            batch.append(batch.series(Labels.of(labels)), value);
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
    }

    private String federate(Matcher... selectors) throws Exception {
        Answer answer = new Answer();
        new Federation(
                        () -> storage,
                        () -> external,
                        300_000,
                        InstantSource.fixed(Instant.ofEpochMilli(NOW)))
                .federate(
                        List.of(selectors).stream().map(List::of).toList(),
                        new Incoming(name -> "", InputStream.nullInputStream()),
                        answer);
        assertEquals(200, answer.status);
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                answer.headers.get("Content-Type"));
        return answer.text();
    }

    @Test
    void theNewestSamplesByName() throws Exception {
        add(900_000, 1, "__name__", "b", "i", "2");
        add(950_000, 2, "__name__", "b", "i", "1", "instance", "x");
        add(960_000, 1e21, "__name__", "b", "i", "1", "instance", "x");
        add(970_000, 0, "__name__", "a", "foo", "bar \"quoted\"");
        assertEquals(
                """
                # TYPE a untyped
                a{foo="bar \\"quoted\\"",instance=""} 0 970000
                # TYPE b untyped
                b{i="1",instance="x"} 1e+21 960000
                b{i="2",instance=""} 1 900000
                """,
                federate(
                        Matcher.equal("__name__", "b"),
                        new Matcher(Matcher.Type.REGEX, "__name__", "[ab]")));
        assertEquals("", federate(Matcher.equal("__name__", "c")));
        assertEquals("", federate());
    }

    @Test
    void whatIsOldOrEndedDoesNotCount() throws Exception {
        add(NOW - 300_000, 1, "__name__", "old");
        add(NOW - 299_999, 1, "__name__", "young");
        add(NOW - 2000, 1, "__name__", "ended");
        add(NOW - 1000, SampleValues.STALE_NAN, "__name__", "ended");
        add(NOW, 1, "nameless", "x");
        assertEquals(
                "# TYPE young untyped\nyoung{instance=\"\"} 1 700001\n",
                federate(new Matcher(Matcher.Type.NOT_EQUAL, "x", "y")));
    }

    @Test
    void externalLabelsAreAdded() throws Exception {
        external = Labels.of("zone", "ie", "foo", "baz", "instance", "i");
        add(NOW, 1, "__name__", "a", "foo", "bar");
        assertEquals(
                "# TYPE a untyped\na{foo=\"bar\",instance=\"i\",zone=\"ie\"} 1 1000000\n",
                federate(Matcher.equal("__name__", "a")));
    }
}
