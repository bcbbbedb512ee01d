package io.gnomon.platform.core.http.internal;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.Plugins;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The room as an OSGi component: listens as soon as the configuration has been read, and answers
 * 503 for what is not there yet.
 */
@Component(
        immediate = true,
        service = {})
public final class HttpRoom implements Rooms {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRoom.class);

    private final BundleContext context;
    private final ConfigService config;
    private @Nullable HttpServices services;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Storage storage;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable QueryEngine engine;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TargetsView targets;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Plugins plugins;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PluginAdmin pluginAdmin;

    @Activate
    public HttpRoom(BundleContext context, @Reference ConfigService config) {
        this.context = context;
        this.config = config;
    }

    @Activate
    void start() throws IOException {
        services = new HttpServices(this, facts(), data(), this::stopFramework);
    }

    @Deactivate
    void stop() {
        HttpServices running = services;
        services = null;
        if (running != null) {
            running.close();
        }
    }

    private Path data() {
        return Path.of(property("gnomon.data"));
    }

    private String property(String name) {
        String value = context.getProperty(name);
        return value == null ? "" : value;
    }

    /** Flags arrive as framework properties; their names are in the property gnomon.flags. */
    private ServerFacts facts() {
        Map<String, String> flags = new HashMap<>();
        for (String name : property("gnomon.flags").split(",", -1)) {
            if (!name.isEmpty()) {
                flags.put(name, property(name));
            }
        }
        return new ServerFacts(
                version(), ServerFacts.localHostname(), Instant.now(), flags, this::property);
    }

    private String version() {
        var version = context.getBundle().getVersion();
        String numbers = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return version.getQualifier().isEmpty() ? numbers : numbers + "-" + version.getQualifier();
    }

    private void stopFramework() {
        try {
            context.getBundle(0).stop();
        } catch (BundleException e) {
            LOG.error("cannot stop: {}", e.getMessage());
        }
    }

    @Override
    public @Nullable Storage storage() {
        return storage;
    }

    @Override
    public @Nullable QueryEngine engine() {
        return engine;
    }

    @Override
    public @Nullable TargetsView targets() {
        return targets;
    }

    @Override
    public ConfigService config() {
        return config;
    }

    @Override
    public @Nullable Plugins plugins() {
        return plugins;
    }

    @Override
    public @Nullable PluginAdmin pluginAdmin() {
        return pluginAdmin;
    }
}
