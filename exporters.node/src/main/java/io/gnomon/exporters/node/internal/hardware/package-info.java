/** Boards, sensors, power. */
@NullMarked
package io.gnomon.exporters.node.internal.hardware;

import org.jspecify.annotations.NullMarked;
