/** Functions over range vectors: what they make of the samples in each window. */
@NullMarked
package io.gnomon.platform.promql.internal.window;

import org.jspecify.annotations.NullMarked;
