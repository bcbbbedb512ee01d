package io.gnomon.platform.promql.internal;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryEngineFactory;
import io.gnomon.model.storage.Storage;

/** Engines for sub-commands. */
public final class OfflineEngines implements QueryEngineFactory {
    @Override
    public QueryEngine over(Storage storage, long subqueryStepMillis) {
        return new Engine(
                EngineFlags.read(flag -> flag == null ? null : System.getProperty(flag))
                        .withSubqueryStep(subqueryStepMillis),
                () -> storage);
    }
}
