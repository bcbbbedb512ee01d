/**
 * What {@code gnomon tsdb} does with the blocks of a data directory: tools that run without the
 * server, beside it or while it is stopped (docs/decisions/0028).
 */
@NullMarked
package io.gnomon.platform.tsdb.internal.tools;

import org.jspecify.annotations.NullMarked;
