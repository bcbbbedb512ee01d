/** The built-in data source and those that administrators made. */
@NullMarked
package io.gnomon.platform.core.dashboards.internal.sources;

import org.jspecify.annotations.NullMarked;
