package io.gnomon.platform.promql.internal.plan;

import io.gnomon.platform.promql.internal.exec.Operator;
import io.gnomon.platform.promql.internal.exec.Read;

import java.util.List;

/**
 * What a query will do.
 *
 * @param root makes the answer
 * @param reads what is read from the store, each once
 */
public record Plan(Operator root, List<Read> reads) {}
