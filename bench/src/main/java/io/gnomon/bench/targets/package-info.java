/**
 * The fake targets: what a real node_exporter said, learnt once, and a server that says it in the
 * name of many hosts with values that go on.
 */
@NullMarked
package io.gnomon.bench.targets;

import org.jspecify.annotations.NullMarked;
