package __package__;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.ExporterContractTest;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import org.junit.jupiter.api.Test;

/** The contract test checks what every exporter has to keep; below it is what this one promises. */
class __Name__ExporterTest extends ExporterContractTest {
    @Override
    protected ExporterFactory<?> factory() {
        return new __Name__ExporterFactory();
    }

    @Override
    protected Exporter exporter() {
        return new __Name__ExporterFactory().create(new __Name__Settings("hello"));
    }

    @Test
    void countsItsScrapes() throws Exception {
        Exporter exporter = exporter();
        RecordedMetrics.of(exporter);
        assertEquals(
                2.0,
                RecordedMetrics.of(exporter)
                        .samples()
                        .get(Labels.of(Labels.METRIC_NAME, "__metric___scrapes_total")));
    }
}
