@NullMarked
package io.gnomon.platform.core.http.internal.tls;

import org.jspecify.annotations.NullMarked;
