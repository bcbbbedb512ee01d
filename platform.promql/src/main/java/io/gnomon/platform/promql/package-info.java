/** PromQL engine. */
@NullMarked
package io.gnomon.platform.promql;

import org.jspecify.annotations.NullMarked;
