/** YAML and JSON text to and from settings nodes. */
@NullMarked
package io.gnomon.platform.core.config.internal.text;

import org.jspecify.annotations.NullMarked;
