/**
 * The configuration that the server runs with. Start with {@link
 * io.gnomon.platform.core.config.ConfigService}; all records are immutable, checked and have their
 * defaults filled in.
 */
@Export
@Version("1.7.0")
@NullMarked
package io.gnomon.platform.core.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
