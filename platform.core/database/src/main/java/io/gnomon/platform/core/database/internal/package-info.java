/** H2 behind the database service. */
@NullMarked
package io.gnomon.platform.core.database.internal;

import org.jspecify.annotations.NullMarked;
