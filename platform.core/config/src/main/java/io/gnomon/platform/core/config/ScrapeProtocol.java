package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Key;

import java.util.List;

/** A form in which a target may answer a scrape; named as in prometheus.yml. */
public enum ScrapeProtocol {
    @Key("PrometheusProto")
    PROMETHEUS_PROTO(
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"),
    @Key("PrometheusText0.0.4")
    PROMETHEUS_TEXT_0_0_4("text/plain;version=0.0.4"),
    @Key("PrometheusText1.0.0")
    PROMETHEUS_TEXT_1_0_0("text/plain;version=1.0.0"),
    @Key("OpenMetricsText0.0.1")
    OPEN_METRICS_TEXT_0_0_1("application/openmetrics-text;version=0.0.1"),
    @Key("OpenMetricsText1.0.0")
    OPEN_METRICS_TEXT_1_0_0("application/openmetrics-text;version=1.0.0");

    /** What is asked for when nothing is configured, most wanted first. */
    public static final List<ScrapeProtocol> USUAL =
            List.of(
                    OPEN_METRICS_TEXT_1_0_0,
                    OPEN_METRICS_TEXT_0_0_1,
                    PROMETHEUS_TEXT_1_0_0,
                    PROMETHEUS_TEXT_0_0_4);

    /** As {@link #USUAL}, for scrapes of native histograms, which only protobuf carries. */
    public static final List<ScrapeProtocol> PROTO_FIRST =
            List.of(
                    PROMETHEUS_PROTO,
                    OPEN_METRICS_TEXT_1_0_0,
                    OPEN_METRICS_TEXT_0_0_1,
                    PROMETHEUS_TEXT_1_0_0,
                    PROMETHEUS_TEXT_0_0_4);

    private final String mediaType;

    ScrapeProtocol(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Media type with parameters, as it stands in an Accept header. */
    public String mediaType() {
        return mediaType;
    }
}
