/**
 * The Java half of a panel, for the few panels that need one. Start with {@link
 * io.gnomon.spi.panel.PanelCalls}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.spi.panel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
