/**
 * The storage contract: one way in ({@link io.gnomon.model.storage.AppendBatch}), one way out
 * ({@link io.gnomon.model.storage.Snapshot}). For administration: {@link
 * io.gnomon.model.storage.StorageAdmin}.
 */
@Export
@Version("3.0.0")
@NullMarked
package io.gnomon.model.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
