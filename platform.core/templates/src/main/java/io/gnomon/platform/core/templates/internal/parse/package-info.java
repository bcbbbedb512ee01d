/** Go's template language: characters to tokens, tokens to nodes. */
@NullMarked
package io.gnomon.platform.core.templates.internal.parse;

import org.jspecify.annotations.NullMarked;
