@NullMarked
package io.gnomon.platform.core.http.internal.server;

import org.jspecify.annotations.NullMarked;
