@NullMarked
package io.gnomon.platform.core.http.internal.logs;

import org.jspecify.annotations.NullMarked;
