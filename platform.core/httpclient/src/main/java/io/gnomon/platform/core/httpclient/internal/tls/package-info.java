/** Certificates and keys. */
@NullMarked
package io.gnomon.platform.core.httpclient.internal.tls;

import org.jspecify.annotations.NullMarked;
