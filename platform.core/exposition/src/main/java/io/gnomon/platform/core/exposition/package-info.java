/**
 * Exposition formats. Writing starts with {@link
 * io.gnomon.platform.core.exposition.ExpositionFormat#negotiate}, reading with {@link
 * io.gnomon.platform.core.exposition.ExpositionParser}.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.gnomon.platform.core.exposition;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
