/**
 * What probes: a {@link io.gnomon.exporters.blackbox.internal.probers.Prober} for each kind, which
 * writes down in a {@link io.gnomon.exporters.blackbox.internal.probers.Probe} what it finds.
 */
@NullMarked
package io.gnomon.exporters.blackbox.internal.probers;

import org.jspecify.annotations.NullMarked;
