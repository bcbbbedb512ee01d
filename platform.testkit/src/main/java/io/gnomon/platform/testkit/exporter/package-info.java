/**
 * For testing exporters. Start with {@link
 * io.gnomon.platform.testkit.exporter.ExporterContractTest}.
 */
@NullMarked
package io.gnomon.platform.testkit.exporter;

import org.jspecify.annotations.NullMarked;
