/** Configuration files. */
@NullMarked
package io.gnomon.platform.core.config;

import org.jspecify.annotations.NullMarked;
