/** What every storage must do: {@link io.gnomon.platform.testkit.storage.StorageContractTest}. */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.testkit.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
