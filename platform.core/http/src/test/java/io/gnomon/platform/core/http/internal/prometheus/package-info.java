@NullMarked
package io.gnomon.platform.core.http.internal.prometheus;

import org.jspecify.annotations.NullMarked;
