/** The engine: one query from text to answer. Start with {@link Engine}. */
@NullMarked
package io.gnomon.platform.promql.internal;

import org.jspecify.annotations.NullMarked;
