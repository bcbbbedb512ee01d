/** What this room tells of itself: requests, the process, the build. */
@NullMarked
package io.gnomon.platform.core.http.internal.metrics;

import org.jspecify.annotations.NullMarked;
