package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryLanguage;
import io.gnomon.model.storage.RemoteReads;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.database.Database;
import io.gnomon.platform.core.database.Secrets;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.List;

/** The data sources as a service; the query engine comes and goes while it is replaced. */
@Component(service = {DataSources.class, DataSourcesComponent.class})
public final class DataSourcesComponent implements DataSources {
    private final SavedSources saved;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable QueryEngine engine;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Storage storage;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RemoteReads remoteReads;

    @Activate
    public DataSourcesComponent(
            @Reference Database database,
            @Reference Secrets secrets,
            @Reference Plugins plugins,
            @Reference SettingsBinder binder,
            @Reference ConfigService config) {
        database.migrate("dashboards", DataSourcesComponent.class.getClassLoader(), "tables");
        saved =
                new SavedSources(
                        new SourceTable(database.dataSource()),
                        secrets,
                        plugins,
                        binder,
                        new BuiltInSource(
                                () -> engine,
                                this::readable,
                                () -> config.current().usualScrapeInterval()));
    }

    /** What panels can ask now. */
    public Sources sources() {
        return saved.sources();
    }

    /** What reads PromQL, null while the engine is being replaced. */
    public @Nullable QueryLanguage language() {
        return engine;
    }

    private @Nullable Storage readable() {
        Storage store = storage;
        RemoteReads beside = remoteReads;
        return store == null || beside == null ? store : beside.over(store, () -> false);
    }

    @Deactivate
    void close() {
        saved.close();
    }

    @Override
    public List<Entry> list() {
        return saved.list();
    }

    @Override
    public Entry create(String json) throws RequestRefused, SettingsException {
        return saved.create(json);
    }

    @Override
    public Entry update(String uid, String json) throws RequestRefused, SettingsException {
        return saved.update(uid, json);
    }

    @Override
    public void delete(String uid) throws RequestRefused {
        saved.delete(uid);
    }

    @Override
    public TestResult test(String json)
            throws RequestRefused, SettingsException, InterruptedException {
        return saved.test(json);
    }
}
