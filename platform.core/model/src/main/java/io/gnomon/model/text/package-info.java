/**
 * Text forms of the field: Go's numbers, Prometheus's durations, positions in user input, times in
 * the notation of moment.js.
 */
@Export
@Version("1.3.0")
@NullMarked
package io.gnomon.model.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
