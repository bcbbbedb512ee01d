/**
 * HTTP without the server's client: a client for plugins under test, a server for them to talk to.
 */
@NullMarked
package io.gnomon.platform.testkit.http;

import org.jspecify.annotations.NullMarked;
