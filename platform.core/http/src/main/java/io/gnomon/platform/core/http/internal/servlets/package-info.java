/** Servlets of other bundles behind our front door. */
@NullMarked
package io.gnomon.platform.core.http.internal.servlets;

import org.jspecify.annotations.NullMarked;
