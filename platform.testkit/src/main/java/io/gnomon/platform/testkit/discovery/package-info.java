/** What every discovery must do. */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.testkit.discovery;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
