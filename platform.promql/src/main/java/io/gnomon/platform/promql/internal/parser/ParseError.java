package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

/**
 * One thing that is wrong with a query.
 *
 * @param message Prometheus's words, without position and prefix
 */
public record ParseError(Span span, String message) {}
