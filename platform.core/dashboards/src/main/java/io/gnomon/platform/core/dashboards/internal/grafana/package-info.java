/** Reads dashboards of all of Grafana's generations as the classic form of today. */
@NullMarked
package io.gnomon.platform.core.dashboards.internal.grafana;

import org.jspecify.annotations.NullMarked;
