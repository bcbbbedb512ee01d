/** The server's own log, as far back as the launcher keeps it. */
@NullMarked
package io.gnomon.platform.core.http.internal.logs;

import org.jspecify.annotations.NullMarked;
