/** Escaping by context, as html/template does. */
@NullMarked
package io.gnomon.platform.core.templates.internal.html;

import org.jspecify.annotations.NullMarked;
