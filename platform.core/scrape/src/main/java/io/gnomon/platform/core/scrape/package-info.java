/** Targets, discovery, relabelling, scrape loops. */
@NullMarked
package io.gnomon.platform.core.scrape;

import org.jspecify.annotations.NullMarked;
