/**
 * Graphs that go with notifications. Start with {@link
 * io.gnomon.platform.core.alerting.internal.graphs.AlertGraphs}.
 */
@NullMarked
package io.gnomon.platform.core.alerting.internal.graphs;

import org.jspecify.annotations.NullMarked;
