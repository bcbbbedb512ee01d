/** A factory with its settings record and requests for each cloud. */
@NullMarked
package io.gnomon.discovery.clouds.internal;

import org.jspecify.annotations.NullMarked;
