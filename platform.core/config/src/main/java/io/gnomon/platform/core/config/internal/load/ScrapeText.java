package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.ScrapeLimits;
import io.gnomon.platform.core.config.internal.settings.HiddenSecrets;
import io.gnomon.platform.core.config.internal.text.YamlWriter;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scrape config as it is in force, as YAML: what is written, and before it what {@code global}
 * and the usual values add. Secrets are hidden.
 */
final class ScrapeText {
    private final Mapping written;
    private final Map<String, SettingsNode> added = new LinkedHashMap<>();

    private ScrapeText(Mapping written) {
        this.written = written;
    }

    static String of(Mapping written, ScrapeConfig resolved) {
        ScrapeText text = new ScrapeText(written);
        text.add(resolved);
        return YamlWriter.write(HiddenSecrets.in(text.all(), ScrapeSection.class));
    }

    private void add(ScrapeConfig config) {
        duration("scrape_interval", config.scrapeInterval());
        duration("scrape_timeout", config.scrapeTimeout());
        text("metrics_path", config.metricsPath());
        text("scheme", config.scheme());
        flag("scrape_native_histograms", config.scrapeNativeHistograms());
        flag("always_scrape_classic_histograms", config.alwaysScrapeClassicHistograms());
        flag("convert_classic_histograms_to_nhcb", config.convertClassicHistogramsToNhcb());
        flag("extra_scrape_metrics", config.extraScrapeMetrics());
        ScrapeLimits limits = config.limits();
        number("body_size_limit", limits.bodySizeLimit());
        number("sample_limit", limits.sampleLimit());
        number("target_limit", limits.targetLimit());
        number("label_limit", limits.labelLimit());
        number("label_name_length_limit", limits.labelNameLengthLimit());
        number("label_value_length_limit", limits.labelValueLengthLimit());
    }

    private void text(String key, String value) {
        added.put(key, new Scalar(value, false, written.position()));
    }

    private void duration(String key, Duration value) {
        text(key, Durations.format(value.toMillis()));
    }

    /** Off is what is usual, and not said. */
    private void flag(String key, boolean value) {
        if (value) {
            text(key, "true");
        }
    }

    /** No limit is what is usual, and not said. */
    private void number(String key, long value) {
        if (value > 0) {
            text(key, Long.toString(value));
        }
    }

    private Mapping all() {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : written.entries()) {
            added.remove(entry.key());
            if (entry.key().equals("job_name")) {
                entries.add(entry);
            }
        }
        added.forEach((key, value) -> entries.add(new Entry(key, written.position(), value)));
        for (Entry entry : written.entries()) {
            if (!entry.key().equals("job_name")) {
                entries.add(entry);
            }
        }
        return new Mapping(entries, written.position());
    }
}
