/** The paths of the remote protocols: from HTTP to {@code platform.core.remote} and back. */
@NullMarked
package io.gnomon.platform.core.http.internal.remote;

import org.jspecify.annotations.NullMarked;
