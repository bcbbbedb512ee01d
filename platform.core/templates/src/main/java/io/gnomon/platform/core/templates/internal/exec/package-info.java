/** Runs parsed templates. */
@NullMarked
package io.gnomon.platform.core.templates.internal.exec;

import org.jspecify.annotations.NullMarked;
