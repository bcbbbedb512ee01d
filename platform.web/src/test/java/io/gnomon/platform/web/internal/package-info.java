/** Tests of the pages with the files that were built. */
@NullMarked
package io.gnomon.platform.web.internal;

import org.jspecify.annotations.NullMarked;
