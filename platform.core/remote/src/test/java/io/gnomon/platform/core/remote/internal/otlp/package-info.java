@NullMarked
package io.gnomon.platform.core.remote.internal.otlp;

import org.jspecify.annotations.NullMarked;
