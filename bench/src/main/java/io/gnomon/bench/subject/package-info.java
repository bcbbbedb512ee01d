/** The servers that are compared: how each is started, asked and measured from outside. */
@NullMarked
package io.gnomon.bench.subject;

import org.jspecify.annotations.NullMarked;
