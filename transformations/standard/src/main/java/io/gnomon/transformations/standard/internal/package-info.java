/** What the transformations of this bundle share. */
@NullMarked
package io.gnomon.transformations.standard.internal;

import org.jspecify.annotations.NullMarked;
