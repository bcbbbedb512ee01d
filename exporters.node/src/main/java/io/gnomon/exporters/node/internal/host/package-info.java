/** How collectors read the host and report what they read. */
@NullMarked
package io.gnomon.exporters.node.internal.host;

import org.jspecify.annotations.NullMarked;
