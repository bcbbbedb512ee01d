package io.gnomon.platform.core.rules.internal;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.rules.BackTests;
import io.gnomon.platform.core.rules.internal.evaluation.BackTestRun;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.Map;
import java.util.function.BooleanSupplier;

/** Back-tests with the query engine that is there when they begin. */
@Component
public final class BackTestsComponent implements BackTests {
    private final RoomTemplates templates;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable QueryEngine engine;

    @Activate
    public BackTestsComponent(BundleContext context, @Reference ConfigService config) {
        templates = RoomTemplates.of(context, config);
    }

    @Override
    public BackTest run(
            Rule.Alerting rule,
            Map<String, String> groupLabels,
            Span span,
            BooleanSupplier cancelled)
            throws QueryException {
        QueryEngine now = engine;
        if (now == null) {
            throw new QueryException(
                    QueryException.Type.UNAVAILABLE, "the query engine is not available now");
        }
        return new BackTestRun(now, templates, rule, groupLabels, span, cancelled).run();
    }
}
