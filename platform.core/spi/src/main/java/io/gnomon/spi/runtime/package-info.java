/**
 * How the server calls plugins and hears of their coming and going. Implemented by
 * platform.core/plugins, used by the other rooms of the server, not by plugins.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.gnomon.spi.runtime;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
