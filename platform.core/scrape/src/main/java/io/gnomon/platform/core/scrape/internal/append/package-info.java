/** From an answer to rows: series caches of a target, limits, staleness markers, the store. */
@NullMarked
package io.gnomon.platform.core.scrape.internal.append;

import org.jspecify.annotations.NullMarked;
