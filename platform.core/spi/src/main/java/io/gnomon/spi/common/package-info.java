/**
 * What plugins of every kind share: the factory, the annotations of a settings record, services of
 * the server (HTTP client, native calls).
 */
@Export
@Version("1.5.0")
@NullMarked
package io.gnomon.spi.common;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
