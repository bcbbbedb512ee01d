/** Transformations that choose, name, make and convert fields. */
@NullMarked
package io.gnomon.transformations.standard.internal.fields;

import org.jspecify.annotations.NullMarked;
