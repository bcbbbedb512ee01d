/** Asks the name servers of /etc/resolv.conf. */
@NullMarked
package io.gnomon.discovery.dns.internal;

import org.jspecify.annotations.NullMarked;
