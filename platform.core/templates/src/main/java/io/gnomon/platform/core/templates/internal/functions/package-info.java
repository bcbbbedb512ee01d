/** The functions that templates call, and the fields and methods of what they see. */
@NullMarked
package io.gnomon.platform.core.templates.internal.functions;

import org.jspecify.annotations.NullMarked;
