@NullMarked
package io.gnomon.platform.core.http.internal.webconfig;

import org.jspecify.annotations.NullMarked;
