/**
 * The storage contract: one way in ({@link io.gnomon.model.storage.AppendBatch}), one way out
 * ({@link io.gnomon.model.storage.Snapshot}).
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.model.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
