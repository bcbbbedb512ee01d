/**
 * Golden scripts for query engines: texts of load lines, queries and expected results. Start with
 * {@link io.gnomon.platform.testkit.promql.PromqlScript}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.testkit.promql;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
