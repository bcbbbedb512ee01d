/** The painter and its parts. */
@NullMarked
package io.gnomon.platform.core.drawing.internal;

import org.jspecify.annotations.NullMarked;
