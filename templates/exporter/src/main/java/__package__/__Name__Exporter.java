package __package__;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.MetricSink;
import java.util.concurrent.atomic.AtomicLong;

/** Collects when it is scraped: read what you measure, report it, return. */
final class __Name__Exporter implements Exporter {
    private final __Name__Settings settings;
    private final AtomicLong scrapes = new AtomicLong();

    __Name__Exporter(__Name__Settings settings) {
        this.settings = settings;
    }

    /**
     * Runs on a thread of this plugin, with a deadline. Throw when the thing you measure cannot be
     * reached: "up" becomes 0 and the message stands on the Targets page.
     */
    @Override
    public void collect(CollectRequest request, MetricSink sink) {
        // One family at a time: declare it, then its samples. Counters end in _total; units are
        // seconds and bytes.
        sink.family("__metric___scrapes_total", MetricType.COUNTER, "How often this exporter was asked.");
        sink.sample(scrapes.incrementAndGet());
        sink.family("__metric___info", MetricType.GAUGE, "Always 1; its labels say what was set.");
        sink.sample(1, "greeting", settings.greeting());
    }
}
