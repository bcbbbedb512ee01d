@NullMarked
package io.gnomon.platform.core.http.internal.remote;

import org.jspecify.annotations.NullMarked;
