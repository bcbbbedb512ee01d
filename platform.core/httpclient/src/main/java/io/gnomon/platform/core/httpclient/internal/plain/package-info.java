/**
 * HTTP/1.1 without TLS and proxy, the way most targets are scraped: blocking sockets, read by the
 * thread that asks straight into the caller's buffer.
 */
@NullMarked
package io.gnomon.platform.core.httpclient.internal.plain;

import org.jspecify.annotations.NullMarked;
