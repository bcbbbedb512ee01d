/** Answers that go on: server-sent events. */
@NullMarked
package io.gnomon.platform.core.http.internal.streams;

import org.jspecify.annotations.NullMarked;
