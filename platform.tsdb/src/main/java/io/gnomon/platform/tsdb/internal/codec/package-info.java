/** Bytes of the files: numbers, chunks of times and values, histograms, label sets. */
@NullMarked
package io.gnomon.platform.tsdb.internal.codec;

import org.jspecify.annotations.NullMarked;
