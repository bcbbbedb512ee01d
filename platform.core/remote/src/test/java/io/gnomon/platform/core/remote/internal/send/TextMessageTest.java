package io.gnomon.platform.core.remote.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.promformat.remote.WriteRequestReader;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TextMessageTest {
    private static final String TEXT =
            """
            # HELP a_total help of a
            # TYPE a_total counter
            a_total{job="own",x="y"} 5 1000
            # TYPE h histogram
            h_bucket{le="1"} 2
            h_bucket{le="+Inf"} 3
            h_sum 4
            h_count 3
            """;

    private final List<String> series = new ArrayList<>();

    private Map<String, MetricMetadata> read(boolean version2) throws Exception {
        TextMessage message = new TextMessage(version2, Map.of("job", "promtool"));
        byte[] bytes = message.of(TEXT.getBytes(StandardCharsets.UTF_8), 7000);
        WriteRequestReader reader = new WriteRequestReader(version2);
        reader.reset(bytes, bytes.length);
        while (reader.next()) {
            var found = reader.series();
            assertEquals(1, found.samples().size);
            series.add(
                    "%s %s@%d %s"
                            .formatted(
                                    found.labels(),
                                    found.samples().values[0],
                                    found.samples().times[0],
                                    found.metadata() == null ? "" : found.metadata().type()));
        }
        return reader.metadata();
    }

    @Test
    void samplesWithTheirFamilies() throws Exception {
        Map<String, MetricMetadata> families = read(false);
        assertEquals(
                List.of(
                        "{__name__=\"a_total\", job=\"promtool\", x=\"y\"} 5.0@1000 ",
                        "{__name__=\"h_bucket\", job=\"promtool\", le=\"1.0\"} 2.0@7000 ",
                        "{__name__=\"h_bucket\", job=\"promtool\", le=\"+Inf\"} 3.0@7000 ",
                        "{__name__=\"h_sum\", job=\"promtool\"} 4.0@7000 ",
                        "{__name__=\"h_count\", job=\"promtool\"} 3.0@7000 "),
                series);
        assertEquals(
                Map.of(
                        "a_total", new MetricMetadata(MetricType.COUNTER, "help of a", ""),
                        "h", new MetricMetadata(MetricType.HISTOGRAM, "", "")),
                families);
    }

    @Test
    void version2SaysTheFamilyWithEachSeries() throws Exception {
        read(true);
        assertEquals(5, series.size());
        assertEquals("{__name__=\"h_count\", job=\"promtool\"} 3.0@7000 HISTOGRAM", series.get(4));
    }

    @Test
    void aTextThatIsWrong() {
        assertThrows(
                ExpositionException.class,
                () -> new TextMessage(false, Map.of()).of(new byte[] {'a'}, 0));
    }
}
