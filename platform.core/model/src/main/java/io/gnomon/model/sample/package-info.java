/**
 * Samples as flat columns, native histograms, exemplars, metadata. Start with {@link
 * io.gnomon.model.sample.SampleColumn}.
 */
@Export
@Version("1.4.0")
@NullMarked
package io.gnomon.model.sample;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
