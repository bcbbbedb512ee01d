/** Dashboards, data sources, running a panel. */
@NullMarked
package io.gnomon.platform.core.dashboards;

import org.jspecify.annotations.NullMarked;
