/**
 * Transformations: rewrite data frames between query and panel. Start with {@link
 * io.gnomon.spi.transformation.TransformationFactory}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.spi.transformation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
