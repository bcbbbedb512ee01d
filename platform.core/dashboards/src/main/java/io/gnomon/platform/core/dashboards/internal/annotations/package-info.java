/** The store of annotations. */
@NullMarked
package io.gnomon.platform.core.dashboards.internal.annotations;

import org.jspecify.annotations.NullMarked;
