/** File discovery. */
@NullMarked
package io.gnomon.discovery.file;

import org.jspecify.annotations.NullMarked;
