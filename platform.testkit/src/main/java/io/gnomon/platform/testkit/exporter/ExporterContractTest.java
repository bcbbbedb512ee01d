package io.gnomon.platform.testkit.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.ExporterPages;

import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

/** What every exporter has to keep; the test of an exporter extends it. */
public abstract class ExporterContractTest {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** The factory as the server sees it. */
    protected abstract ExporterFactory<?> factory() throws Exception;

    /** An instance that works in this test. */
    protected abstract Exporter exporter() throws Exception;

    @Test
    void nameFitsIntoConfigurations() throws Exception {
        assertTrue(NAME.matcher(factory().name()).matches(), factory().name());
        assertEquals(factory().name(), factory().name());
    }

    @Test
    void settingsAreARecord() throws Exception {
        assertTrue(factory().settings().isRecord());
    }

    @Test
    void reportsMetricsWithValidNamesAndHelp() throws Exception {
        try (Exporter exporter = exporter()) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter);
            assertFalse(metrics.samples().isEmpty());
            metrics.families()
                    .forEach((name, metadata) -> {
                        assertTrue(LabelNames.isLegacyMetricName(name), name);
                        assertFalse(metadata.help().isEmpty(), name);
                    });
        }
    }

    @Test
    void pathsBeginWithASlash() throws Exception {
        ExporterFactory<?> factory = factory();
        for (String path : factory.metricPaths()) {
            assertTrue(path.startsWith("/"), path);
        }
        for (String path : factory.pagePaths().keySet()) {
            assertTrue(path.startsWith("/"), path);
            assertFalse(factory.metricPaths().contains(path), path);
        }
        try (Exporter exporter = exporter()) {
            assertTrue(
                    factory.pagePaths().isEmpty() || exporter instanceof ExporterPages,
                    "an exporter whose factory names pages shows them");
        }
    }

    @Test
    void whatTheProcessSaysAboutItselfIsLeftToTheServer() throws Exception {
        String program = factory().program();
        if (program.isEmpty()) {
            return; // It stands for no program, so the server adds nothing.
        }
        try (Exporter exporter = exporter()) {
            for (String name : RecordedMetrics.of(exporter).families().keySet()) {
                assertFalse(
                        name.startsWith("process_")
                                || name.startsWith("promhttp_")
                                || name.equals(program + "_build_info"),
                        name);
            }
        }
    }

    @Test
    void canBeAskedAgain() throws Exception {
        try (Exporter exporter = exporter()) {
            var first = RecordedMetrics.of(exporter).families();
            assertEquals(first, RecordedMetrics.of(exporter).families());
        }
    }
}
