package io.gnomon.datasources.prometheus.internal;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;

import java.net.URI;
import java.time.Duration;

/** Where the server is and how it is reached. */
@Doc("Prometheus, or any server that speaks its HTTP API")
public record PrometheusSettings(
        @Doc("Address of the server, with a path where its API lies below one")
                @Form(placeholder = "http://localhost:9090")
                URI url,
        @Doc("Longest time a query may take") @Default("30s") @Limit(min = 1, max = 600)
                Duration timeout,
        @Doc("How often that server scrapes: smallest step of queries, and $__rate_interval")
                @Default("15s")
                @Limit(min = 1)
                Duration scrapeInterval,
        @Inline HttpSettings http) {

    public PrometheusSettings {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "url must start with http:// or https:// and name a host, not \"" + url + "\"");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "url must not contain a user or password: there is basic_auth for them");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("url must not contain ? or #: \"" + url + "\"");
        }
    }

    /** Address of an endpoint such as {@code /api/v1/query}. */
    URI endpoint(String path) {
        String base = url.toString();
        return URI.create(
                base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path);
    }
}
