/** Binds settings records and derives their schema, by reflection over their components. */
@NullMarked
package io.gnomon.platform.core.config.internal.settings;

import org.jspecify.annotations.NullMarked;
