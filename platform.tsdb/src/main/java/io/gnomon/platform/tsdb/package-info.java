/** Time series store. */
@NullMarked
package io.gnomon.platform.tsdb;

import org.jspecify.annotations.NullMarked;
