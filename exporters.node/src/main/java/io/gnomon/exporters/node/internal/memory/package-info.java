/** Memory and swap. */
@NullMarked
package io.gnomon.exporters.node.internal.memory;

import org.jspecify.annotations.NullMarked;
