/** Metrics over HTTP: of the server itself, and of each in-process exporter for any Prometheus. */
@NullMarked
package io.gnomon.platform.core.http.internal.exporters;

import org.jspecify.annotations.NullMarked;
