/** Certificates from PEM files, read again while the server runs. */
@NullMarked
package io.gnomon.platform.core.http.internal.tls;

import org.jspecify.annotations.NullMarked;
