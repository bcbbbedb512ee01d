/**
 * The embedded database: one file in the data directory for what is neither a sample nor a file of
 * the user. Start with {@link io.gnomon.platform.core.database.Database}.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.gnomon.platform.core.database;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
