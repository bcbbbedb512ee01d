/** Asks Docker Engine, over TCP or its socket; interface: docs.docker.com/reference/api/engine. */
@NullMarked
package io.gnomon.discovery.containers.internal.docker;

import org.jspecify.annotations.NullMarked;
