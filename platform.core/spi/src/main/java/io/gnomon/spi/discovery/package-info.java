/**
 * Service discovery: finds targets. Start with {@link io.gnomon.spi.discovery.DiscoveryFactory}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.spi.discovery;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
