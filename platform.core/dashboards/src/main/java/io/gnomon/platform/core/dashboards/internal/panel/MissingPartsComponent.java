package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.platform.core.dashboards.MissingParts;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.sources.DataSourcesComponent;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.transformation.TransformationFactory;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Holds dashboards against what is installed at the moment. */
@Component
public final class MissingPartsComponent implements MissingParts {
    private final Supplier<Sources> sources;
    private final Predicate<String> transformations;
    private final PluginAdmin plugins;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable QueryEngine engine;

    @Activate
    public MissingPartsComponent(
            @Reference DataSourcesComponent sources,
            @Reference Plugins transformations,
            @Reference PluginAdmin plugins) {
        this.sources = sources::sources;
        this.transformations = id -> transformations.find(TransformationFactory.class, id) != null;
        this.plugins = plugins;
    }

    @Override
    public List<String> of(String json) throws RequestRefused {
        ObjectNode dashboard = Json.object(json);
        return new PartsOfDashboard(dashboard, sources.get(), panelTypes(), transformations, engine)
                .missing();
    }

    /** The types that a plugin draws, and older ones that they stand for. */
    private Set<String> panelTypes() throws RequestRefused {
        Set<String> types = new HashSet<>();
        for (PluginStatus plugin : plugins.list()) {
            if (plugin.state() == State.ACTIVE && plugin.kinds().contains("panel")) {
                for (JsonNode part : Json.object(plugin.manifestJson()).path("provides")) {
                    types.add(part.path("id").asText());
                    part.path("replaces").forEach(old -> types.add(old.asText()));
                }
            }
        }
        return types;
    }
}
