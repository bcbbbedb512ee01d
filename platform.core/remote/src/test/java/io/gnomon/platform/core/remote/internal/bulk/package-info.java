@NullMarked
package io.gnomon.platform.core.remote.internal.bulk;

import org.jspecify.annotations.NullMarked;
