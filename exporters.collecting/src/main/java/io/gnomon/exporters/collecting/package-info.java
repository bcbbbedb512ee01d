/**
 * What exporters of many collectors share: which are switched on, running them one after the other
 * with a time for each, and how each did.
 */
@NullMarked
package io.gnomon.exporters.collecting;

import org.jspecify.annotations.NullMarked;
