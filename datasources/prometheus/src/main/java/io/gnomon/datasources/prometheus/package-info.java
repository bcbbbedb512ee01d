/** Any Prometheus-compatible server as a data source. */
@NullMarked
package io.gnomon.datasources.prometheus;

import org.jspecify.annotations.NullMarked;
