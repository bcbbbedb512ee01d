/**
 * Series and their samples as PromQL's scripts and unit tests of rules write them: {@code 1+2x10 _
 * stale}. Start with {@link io.gnomon.platform.memory.notation.NotedSeries}.
 */
@NullMarked
package io.gnomon.platform.memory.notation;

import org.jspecify.annotations.NullMarked;
