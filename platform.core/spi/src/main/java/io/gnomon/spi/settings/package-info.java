/**
 * Binds a settings record from YAML, JSON or a form and derives its schema. Used by the server;
 * plugin authors only annotate their record.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.gnomon.spi.settings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
