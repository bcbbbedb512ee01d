/** From the syntax tree to operators: times resolved, constants folded, equal reads joined. */
@NullMarked
package io.gnomon.platform.promql.internal.plan;

import org.jspecify.annotations.NullMarked;
