/** Plugins as the browser sees them: manifests and the files of panels. */
@NullMarked
package io.gnomon.platform.core.plugins.internal.panel;

import org.jspecify.annotations.NullMarked;
