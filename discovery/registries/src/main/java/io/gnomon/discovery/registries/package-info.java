/**
 * Finds targets where services are registered: {@code http_sd_configs}, {@code consul_sd_configs}
 * and their like.
 */
@NullMarked
package io.gnomon.discovery.registries;

import org.jspecify.annotations.NullMarked;
