/** The kernel, its clock, processes, services, and files of others. */
@NullMarked
package io.gnomon.exporters.node.internal.system;

import org.jspecify.annotations.NullMarked;
