/** Arithmetic and estimation on native and classic histograms. */
@NullMarked
package io.gnomon.platform.promql.internal.histogram;

import org.jspecify.annotations.NullMarked;
