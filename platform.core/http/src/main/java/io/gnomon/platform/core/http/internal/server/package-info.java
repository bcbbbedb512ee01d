/** The embedded Jetty: addresses, TLS, HTTP/2, order of starting and stopping. */
@NullMarked
package io.gnomon.platform.core.http.internal.server;

import org.jspecify.annotations.NullMarked;
