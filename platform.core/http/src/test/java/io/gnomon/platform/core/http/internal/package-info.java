@NullMarked
package io.gnomon.platform.core.http.internal;

import org.jspecify.annotations.NullMarked;
