package io.gnomon.platform.core.scrape.internal;

import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.platform.core.scrape.internal.loop.ScrapePools;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Scraping as a part of the server: starts with the configuration, follows its reloads. */
@Component(service = {TargetsView.class, ScrapeComponent.class})
public final class ScrapeComponent implements TargetsView {
    private static final String LISTEN_ADDRESS = "web.listen-address";
    private static final int USUAL_PORT = 9090;

    private final ConfigService config;
    private final Plugins plugins;
    private final ScrapePools pools;
    private @Nullable Storage storage;
    private @Nullable Registration configChanges;
    private @Nullable Registration pluginChanges;

    @Activate
    public ScrapeComponent(
            BundleContext context,
            @Reference ConfigService config,
            @Reference Plugins plugins,
            @Reference HttpClients httpClients) {
        this.config = config;
        this.plugins = plugins;
        this.pools =
                new ScrapePools(
                        plugins,
                        httpClients,
                        InstantSource.system(),
                        Hostname.ofThisMachine(),
                        port(context.getProperty(LISTEN_ADDRESS)));
    }

    @Activate
    void start() {
        configChanges = config.onChange(pools::apply);
        pluginChanges = plugins.onChange(pools::pluginsChanged);
        pools.apply(config.current());
    }

    @Deactivate
    void stop() {
        if (configChanges != null) {
            configChanges.close();
        }
        if (pluginChanges != null) {
            pluginChanges.close();
        }
        pools.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindStorage(Storage bound) {
        storage = bound;
        pools.store(bound);
    }

    synchronized void unbindStorage(Storage gone) {
        if (gone.equals(storage)) {
            storage = null;
            pools.store(null);
        }
    }

    ScrapePools scrapePools() {
        return pools;
    }

    @Override
    public List<Pool> pools() {
        return pools.pools();
    }

    @Override
    public List<Search> searches() {
        return pools.searches();
    }

    @Override
    public void metadata(String family, MetadataVisitor visitor) {
        pools.metadata(family, visitor);
    }

    @Override
    public @Nullable CollectorReport collectors(String name, Duration timeout)
            throws PluginException, InterruptedException {
        return pools.collectors(name, timeout);
    }

    /** Port of the first address, such as 127.0.0.1:9090. */
    private static int port(@Nullable String addresses) {
        if (addresses == null) {
            return USUAL_PORT;
        }
        String first = addresses.split(",", 2)[0].strip();
        try {
            return Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
        } catch (NumberFormatException e) {
            return USUAL_PORT;
        }
    }
}
