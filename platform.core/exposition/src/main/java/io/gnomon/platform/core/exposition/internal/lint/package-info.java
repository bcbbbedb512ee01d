/** {@code gnomon check metrics}; see decision 0028. */
@NullMarked
package io.gnomon.platform.core.exposition.internal.lint;

import org.jspecify.annotations.NullMarked;
