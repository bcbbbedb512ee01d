/**
 * Prometheus's HTTP API, version 1: paths, parameters, envelope, error types and numbers as
 * Prometheus has them. Start with {@link
 * io.gnomon.platform.core.http.internal.prometheus.PrometheusApi}.
 */
@NullMarked
package io.gnomon.platform.core.http.internal.prometheus;

import org.jspecify.annotations.NullMarked;
