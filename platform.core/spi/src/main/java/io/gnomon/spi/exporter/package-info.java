/**
 * Exporters: collect metrics of a host, a server or a device. Start with {@link
 * io.gnomon.spi.exporter.ExporterFactory}.
 */
@Export
@Version("1.3.0")
@NullMarked
package io.gnomon.spi.exporter;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
