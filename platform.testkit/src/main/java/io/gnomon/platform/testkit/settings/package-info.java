/** What every engine for settings records must do. */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.testkit.settings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
