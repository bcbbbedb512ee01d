/** Queries and data that nobody would write, and that must not surprise anybody. */
@NullMarked
package io.gnomon.platform.promql.internal.fuzz;

import org.jspecify.annotations.NullMarked;
