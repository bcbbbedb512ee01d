/** The transformation "organize". */
@NullMarked
package io.gnomon.transformations.organize.internal;

import org.jspecify.annotations.NullMarked;
