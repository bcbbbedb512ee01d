/** Finds targets in the DNS: {@code dns_sd_configs}. */
@NullMarked
package io.gnomon.discovery.dns;

import org.jspecify.annotations.NullMarked;
