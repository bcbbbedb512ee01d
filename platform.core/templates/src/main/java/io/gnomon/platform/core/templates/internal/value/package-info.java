/** The values that templates see and how Go names their types. */
@NullMarked
package io.gnomon.platform.core.templates.internal.value;

import org.jspecify.annotations.NullMarked;
