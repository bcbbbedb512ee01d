/** Requests of OTLP as a sender would make them, byte by byte. */
@NullMarked
package io.gnomon.platform.testkit.otlp;

import org.jspecify.annotations.NullMarked;
