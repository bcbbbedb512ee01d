/** Serves the built web application; everything it shows comes over the HTTP API. */
@NullMarked
package io.gnomon.platform.web.internal;

import org.jspecify.annotations.NullMarked;
