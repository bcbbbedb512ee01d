/**
 * The store as an OSGi service, its recovery and its upkeep. Start with {@link
 * io.gnomon.platform.tsdb.internal.TsdbStorage}.
 */
@NullMarked
package io.gnomon.platform.tsdb.internal;

import org.jspecify.annotations.NullMarked;
