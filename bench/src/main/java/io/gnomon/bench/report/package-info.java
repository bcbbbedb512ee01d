/** From figures of several runs to a table. */
@NullMarked
package io.gnomon.bench.report;

import org.jspecify.annotations.NullMarked;
