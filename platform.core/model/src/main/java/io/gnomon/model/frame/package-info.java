/** Data frames: what data sources answer, transformations rewrite and panels draw. */
@Export
@Version("1.1.0")
@NullMarked
package io.gnomon.model.frame;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
