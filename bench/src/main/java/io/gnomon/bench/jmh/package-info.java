/**
 * Microbenchmarks, run by {@code bench/run jmh REGEX}. A benchmark of a room's inside lives here
 * and may use its internal packages, since this module is on a plain class path.
 */
@NullMarked
package io.gnomon.bench.jmh;

import org.jspecify.annotations.NullMarked;
