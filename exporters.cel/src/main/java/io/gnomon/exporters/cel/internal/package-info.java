/** The library cel-java as the service {@link io.gnomon.spi.common.JsonConditions}. */
@NullMarked
package io.gnomon.exporters.cel.internal;

import org.jspecify.annotations.NullMarked;
