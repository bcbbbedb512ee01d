/** Pictures of graphs for mails. Start with {@link io.gnomon.platform.core.drawing.Drawing}. */
@Export
@Version("1.1.0")
@NullMarked
package io.gnomon.platform.core.drawing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
