/** Alert events as rules raise them and channels deliver them. */
@Export
@Version("1.1.0")
@NullMarked
package io.gnomon.model.alert;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
