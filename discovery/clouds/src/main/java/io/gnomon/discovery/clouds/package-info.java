/** Finds rented servers: {@code ec2_sd_configs}, {@code hetzner_sd_configs} and their like. */
@NullMarked
package io.gnomon.discovery.clouds;

import org.jspecify.annotations.NullMarked;
