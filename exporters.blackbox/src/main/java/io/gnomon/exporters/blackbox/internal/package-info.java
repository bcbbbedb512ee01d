/**
 * Probes under blackbox_exporter's names. {@link
 * io.gnomon.exporters.blackbox.internal.BlackboxExporter} answers, {@code config} is blackbox.yml,
 * {@code probers} do the work.
 */
@NullMarked
package io.gnomon.exporters.blackbox.internal;

import org.jspecify.annotations.NullMarked;
