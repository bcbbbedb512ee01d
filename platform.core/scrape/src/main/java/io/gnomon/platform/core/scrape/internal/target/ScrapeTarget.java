package io.gnomon.platform.core.scrape.internal.target;

import io.gnomon.model.labels.Labels;

import java.util.List;
import java.util.Map;

/**
 * What is asked, how often, and which labels its series carry.
 *
 * @param discoveredLabels before relabelling
 * @param labels of the series, none that begins with {@code __}
 * @param scheme http, https or exporter
 * @param address host and port, or the exporter's name
 * @param path asked for at the address
 * @param url as text, with parameters
 * @param parameters of the URL
 */
public record ScrapeTarget(
        Labels discoveredLabels,
        Labels labels,
        String scheme,
        String address,
        String path,
        String url,
        Map<String, List<String>> parameters,
        long intervalMillis,
        long timeoutMillis) {

    /** What makes it the same target, whatever it was discovered by. */
    public Key key() {
        return new Key(labels, url);
    }

    /** Identity of a target in its pool. */
    public record Key(Labels labels, String url) {
        /** The same in every process, for the offset of the target's slots. */
        public long stableHash() {
            return labels.with("__url__", url).stableHash();
        }
    }
}
