/** One exporter alone on a host: {@code gnomon exporter NAME}, without the framework. */
@NullMarked
package io.gnomon.platform.core.http.internal.alone;

import org.jspecify.annotations.NullMarked;
