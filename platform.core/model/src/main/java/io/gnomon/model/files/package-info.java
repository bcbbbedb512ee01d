/** Files that the server writes for itself. */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.model.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
