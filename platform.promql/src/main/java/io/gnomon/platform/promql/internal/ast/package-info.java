/** The syntax tree of PromQL: sealed types of records, each with its place in the query text. */
@NullMarked
package io.gnomon.platform.promql.internal.ast;

import org.jspecify.annotations.NullMarked;
