@NullMarked
package io.gnomon.platform.core.http.internal.exporters;

import org.jspecify.annotations.NullMarked;
