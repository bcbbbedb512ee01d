/**
 * From a panel of a dashboard to its answer: variables, queries, names of series, transformations,
 * JSON.
 */
@NullMarked
package io.gnomon.platform.core.dashboards.internal.panel;

import org.jspecify.annotations.NullMarked;
