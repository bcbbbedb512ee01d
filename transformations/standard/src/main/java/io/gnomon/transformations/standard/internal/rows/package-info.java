/** Transformations that choose, order and sum up rows of a table. */
@NullMarked
package io.gnomon.transformations.standard.internal.rows;

import org.jspecify.annotations.NullMarked;
