/**
 * Data sources: answer the queries of panels. Start with {@link
 * io.gnomon.spi.datasource.DataSourceFactory}.
 */
@Export
@Version("1.3.0")
@NullMarked
package io.gnomon.spi.datasource;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
