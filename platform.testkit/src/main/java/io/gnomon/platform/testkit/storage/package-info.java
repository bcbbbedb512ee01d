/**
 * The trivial second storage: {@link io.gnomon.platform.testkit.storage.MemoryStorage} keeps every
 * sample in lists on the heap. It is small enough to be read and believed, so that it can stand in
 * for the real store in tests and be compared with it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.testkit.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
