/** Alertmanager's API, version 2. */
@NullMarked
package io.gnomon.platform.core.http.internal.alertmanager;

import org.jspecify.annotations.NullMarked;
