/** A settings record, a factory and a source for each registry. */
@NullMarked
package io.gnomon.discovery.registries.internal;

import org.jspecify.annotations.NullMarked;
