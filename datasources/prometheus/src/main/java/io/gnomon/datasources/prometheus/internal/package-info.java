/** The data source "prometheus". */
@NullMarked
package io.gnomon.datasources.prometheus.internal;

import org.jspecify.annotations.NullMarked;
