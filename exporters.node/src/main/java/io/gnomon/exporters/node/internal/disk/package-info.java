/** Block devices, RAID, file systems, network file systems. */
@NullMarked
package io.gnomon.exporters.node.internal.disk;

import org.jspecify.annotations.NullMarked;
