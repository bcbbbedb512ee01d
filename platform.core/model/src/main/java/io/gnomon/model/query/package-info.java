/** The query contract. Start with {@link io.gnomon.model.query.QueryEngine}. */
@Export
@Version("2.4.0")
@NullMarked
package io.gnomon.model.query;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
