/** Transformations of time series. */
@NullMarked
package io.gnomon.transformations.standard.internal.series;

import org.jspecify.annotations.NullMarked;
