/** Devices, protocols and sockets. */
@NullMarked
package io.gnomon.exporters.node.internal.network;

import org.jspecify.annotations.NullMarked;
