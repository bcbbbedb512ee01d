@NullMarked
package io.gnomon.platform.core.http.internal.gnomon;

import org.jspecify.annotations.NullMarked;
