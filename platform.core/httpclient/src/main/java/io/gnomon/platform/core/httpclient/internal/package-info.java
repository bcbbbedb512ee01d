/** Sends requests: one caller for each open client, Jetty clients shared between them. */
@NullMarked
package io.gnomon.platform.core.httpclient.internal;

import org.jspecify.annotations.NullMarked;
