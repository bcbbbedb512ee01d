/**
 * The trivial second storage: {@link io.gnomon.platform.memory.MemoryStorage} keeps every sample in
 * lists on the heap. It is small enough to be read and believed, so that it can hold the series of
 * unit tests of rules, stand in for the real store in tests and be compared with it.
 */
@NullMarked
package io.gnomon.platform.memory;

import org.jspecify.annotations.NullMarked;
