/** Renames, reorders and hides fields. */
@NullMarked
package io.gnomon.transformations.organize;

import org.jspecify.annotations.NullMarked;
