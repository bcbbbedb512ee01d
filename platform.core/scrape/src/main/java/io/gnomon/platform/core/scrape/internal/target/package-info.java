/** Finding targets: discovery, relabelling, the label rules of targets. */
@NullMarked
package io.gnomon.platform.core.scrape.internal.target;

import org.jspecify.annotations.NullMarked;
