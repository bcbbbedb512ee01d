@NullMarked
package io.gnomon.platform.core.http.internal.alone;

import org.jspecify.annotations.NullMarked;
