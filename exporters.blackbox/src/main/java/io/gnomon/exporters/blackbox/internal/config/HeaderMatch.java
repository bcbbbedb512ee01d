package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.model.labels.Regex;
import io.gnomon.spi.common.Limit;

/**
 * A check of a header.
 *
 * @param allowMissing an answer without the header passes
 */
public record HeaderMatch(@Limit(min = 1) String header, Regex regexp, boolean allowMissing) {}
