/** What the packages below share. */
@NullMarked
package io.gnomon.platform.core.dashboards.internal;

import org.jspecify.annotations.NullMarked;
