/** Processors: time, frequency, interrupts. */
@NullMarked
package io.gnomon.exporters.node.internal.cpu;

import org.jspecify.annotations.NullMarked;
