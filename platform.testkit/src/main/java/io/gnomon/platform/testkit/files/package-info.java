/**
 * Files that fail as disks do: short writes, no space, I/O errors, failing fsync, power cuts. Start
 * with {@link io.gnomon.platform.testkit.files.FaultyFiles}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.testkit.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
