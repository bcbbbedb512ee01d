package io.gnomon.exporters.node.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.exporter.PeerMetrics;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class TextfileCollectorTest {
    /** node_exporter's own cases: a folder of files, and what it reports of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_side_timestamp",
                "different_metric_types",
                "glob_extra_dimension",
                "histogram",
                "histogram_extra_dimension",
                "inconsistent_metrics",
                "metrics_merge_different_help",
                "metrics_merge_empty_help",
                "metrics_merge_no_help",
                "metrics_merge_same_help",
                "no_metric_files",
                "nonexistent_path",
                "summary",
                "summary_extra_dimension",
                "two_metric_files"
            })
    void reportsWhatThePeerReports(String name) throws IOException {
        Path root = PeerData.folder("exporters/node");
        Path cases = root.resolve("fixtures/textfile");
        String folder = name.startsWith("glob_") ? "*" + name.substring("glob".length()) : name;
        RecordedMetrics metrics = collect(cases + "/" + folder);

        PeerMetrics peer = PeerMetrics.read(Files.readString(cases.resolve(name + ".out")));
        Map<String, String> helps = new HashMap<>(peer.helps());
        helps.keySet().removeIf(family -> family.startsWith("node_textfile_"));
        Map<Labels, Double> ours = new HashMap<>();
        metrics.samples()
                .forEach((labels, value) -> {
                    boolean time = labels.metricName().equals("node_textfile_mtime_seconds");
                    String file = relative(root, labels.get("file"));
                    ours.put(
                            labels.toBuilder().set("file", file).build(),
                            time && value > 0 ? 1.0 : value);
                });
        assertEquals(peer.samples(), ours);
        Map<String, String> ourTypes = new HashMap<>();
        Map<String, String> ourHelps = new HashMap<>();
        metrics.families()
                .forEach((family, metadata) -> {
                    MetricType type = metadata.type();
                    ourTypes.put(family, type == MetricType.UNKNOWN ? "untyped" : type.text());
                    if (!family.startsWith("node_textfile_")) {
                        ourHelps.put(family, relative(root, metadata.help()));
                    }
                });
        assertEquals(peer.types(), ourTypes);
        assertEquals(helps, ourHelps);
    }

    @Test
    void whatPrecedesAMistakeCounts(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("a.prom"), "good{a=\"x\\\"y\\\\n\"} 1e3\nbad{ 1\nafter 2\n");
        Files.writeString(folder.resolve("b.prom"), "# TYPE other gauge\nother -Inf\n");
        Map<Labels, Double> samples = collect(folder.toString()).samples();
        assertEquals(1000.0, samples.get(Labels.of("__name__", "good", "a", "x\"y\\n")));
        assertEquals(Double.NEGATIVE_INFINITY, samples.get(Labels.of("__name__", "other")));
        assertEquals(1.0, samples.get(Labels.of("__name__", "node_textfile_scrape_error")));
        assertEquals(4, samples.size(), samples::toString);
    }

    @Test
    void mistakesAreSaidWithPlaceAndValue() {
        assertEquals("a.prom:2: expected float as value, got \"1d\"", mistake("x 1\ny 1d\n"));
        assertEquals("a.prom:1: expected float as value, got \"\"", mistake("x\n"));
        assertEquals("a.prom:1: unknown metric type \"gague\"", mistake("# TYPE x gague\n"));
        assertTrue(mistake("x{a=\"b} 1\n").startsWith("a.prom:1: "));
        assertEquals("a.prom:1: expected '=' after label name \"a\"", mistake("x{a} 1\n"));
        assertEquals("a.prom:1: expected float as value, got \"0x10p0\"", mistake("x 0x10p0\n"));
        assertEquals("", mistake("# a remark\n\nx 1e1\ny{} NaN\nz{a=\"b\",} 1\n"));
    }

    private static String mistake(String text) {
        return TextFile.of(text, "a.prom").mistake();
    }

    private static RecordedMetrics collect(String directory) throws IOException {
        Path none = Path.of("/nonexistent");
        HostFiles files = new HostFiles(none, none, none, none);
        Metrics metrics = new Metrics();
        new TextfileCollector(files, List.of(directory)).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private static String relative(Path root, String text) {
        return text.replace(root + "/", "");
    }
}
