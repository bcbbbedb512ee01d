/** Generated data and queries, answered by a real Prometheus and by us. */
@NullMarked
package io.gnomon.platform.promql.internal.differential;

import org.jspecify.annotations.NullMarked;
