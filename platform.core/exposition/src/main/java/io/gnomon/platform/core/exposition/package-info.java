/** Exposition formats. */
@NullMarked
package io.gnomon.platform.core.exposition;

import org.jspecify.annotations.NullMarked;
