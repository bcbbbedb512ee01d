/** Dashboards as files. */
@NullMarked
package io.gnomon.platform.core.dashboards.internal.documents;

import org.jspecify.annotations.NullMarked;
