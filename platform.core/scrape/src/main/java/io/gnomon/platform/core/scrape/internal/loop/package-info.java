/** Asking targets at their slots: HTTP and in-process fetches, loops, pools. */
@NullMarked
package io.gnomon.platform.core.scrape.internal.loop;

import org.jspecify.annotations.NullMarked;
