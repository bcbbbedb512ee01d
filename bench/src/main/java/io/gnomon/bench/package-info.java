/** Runs beside the peers: same machine, same input, measured from outside. See bench/README.md. */
@NullMarked
package io.gnomon.bench;

import org.jspecify.annotations.NullMarked;
