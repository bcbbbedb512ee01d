/** web.yml: TLS, headers and users of the front door, as Prometheus has them. */
@NullMarked
package io.gnomon.platform.core.http.internal.webconfig;

import org.jspecify.annotations.NullMarked;
