/** Finds targets in files: {@code file_sd_configs}. */
@NullMarked
package io.gnomon.discovery.file;

import org.jspecify.annotations.NullMarked;
