/**
 * Label sets, matchers and the RE2 expressions in them. Start with {@link
 * io.gnomon.model.labels.Labels}.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.gnomon.model.labels;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
