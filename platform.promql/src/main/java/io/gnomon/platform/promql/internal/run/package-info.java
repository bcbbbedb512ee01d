/** What a running query consists of: its steps, its points, its limits and its remarks. */
@NullMarked
package io.gnomon.platform.promql.internal.run;

import org.jspecify.annotations.NullMarked;
