/** Reads target files and notices their changes. */
@NullMarked
package io.gnomon.discovery.file.internal;

import org.jspecify.annotations.NullMarked;
