/** From text to syntax tree and back: lexer, recursive descent, type check, printer. */
@NullMarked
package io.gnomon.platform.promql.internal.parser;

import org.jspecify.annotations.NullMarked;
