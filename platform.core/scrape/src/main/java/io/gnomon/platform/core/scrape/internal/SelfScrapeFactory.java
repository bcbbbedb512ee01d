package io.gnomon.platform.core.scrape.internal;

import io.gnomon.platform.core.scrape.internal.loop.ScrapePools;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The exporter "self-scrape". */
@Component(service = ExporterFactory.class)
public final class SelfScrapeFactory implements ExporterFactory<NoSettings> {
    private final ScrapePools pools;

    @Activate
    public SelfScrapeFactory(@Reference ScrapeComponent scrape) {
        this(scrape.scrapePools());
    }

    SelfScrapeFactory(ScrapePools pools) {
        this.pools = pools;
    }

    @Override
    public String name() {
        return "self-scrape";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return new SelfScrapeExporter(pools);
    }
}
