/**
 * Calling plugins: which factories there are, instances behind handles, threads and deadlines.
 * Start with {@link io.gnomon.platform.core.plugins.internal.calls.FactoryRegistry}.
 */
@NullMarked
package io.gnomon.platform.core.plugins.internal.calls;

import org.jspecify.annotations.NullMarked;
