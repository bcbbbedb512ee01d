/** Operators: each makes its series one after the other, every one over all steps. */
@NullMarked
package io.gnomon.platform.promql.internal.exec;

import org.jspecify.annotations.NullMarked;
