package io.gnomon.platform.testkit.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

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
    void canBeAskedAgain() throws Exception {
        try (Exporter exporter = exporter()) {
            var first = RecordedMetrics.of(exporter).families();
            assertEquals(first, RecordedMetrics.of(exporter).families());
        }
    }
}
