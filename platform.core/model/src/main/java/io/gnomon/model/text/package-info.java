/** Text forms of the field: Go's numbers, Prometheus's durations, positions in user input. */
@Export
@Version("1.2.0")
@NullMarked
package io.gnomon.model.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
