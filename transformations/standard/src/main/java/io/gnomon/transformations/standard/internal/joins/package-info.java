/** Transformations that make one table of several. */
@NullMarked
package io.gnomon.transformations.standard.internal.joins;

import org.jspecify.annotations.NullMarked;
