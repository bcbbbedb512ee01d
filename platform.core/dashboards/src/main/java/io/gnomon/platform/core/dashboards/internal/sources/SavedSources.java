package io.gnomon.platform.core.dashboards.internal.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.SecretFields;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.database.DatabaseException;
import io.gnomon.platform.core.database.Secrets;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.DataSourceFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The built-in data source and those of the table. Readers take the present {@link Sources};
 * changes are made one at a time.
 */
public final class SavedSources implements DataSources, AutoCloseable {
    private static final Duration TEST_TIMEOUT = Duration.ofSeconds(10);

    private final SourceTable table;
    private final Secrets secrets;
    private final Plugins plugins;
    private final SettingsBinder binder;
    private final Source builtIn;
    private final Source server;
    private final SecureRandom random = new SecureRandom();

    private volatile State state;

    /** Rows of the table, and what can be asked. */
    private record State(List<SourceTable.Row> rows, Sources sources) {}

    SavedSources(
            SourceTable table,
            Secrets secrets,
            Plugins plugins,
            SettingsBinder binder,
            DataSource<?> builtIn) {
        this.table = table;
        this.secrets = secrets;
        this.plugins = plugins;
        this.binder = binder;
        this.builtIn =
                new Source(
                        BUILT_IN,
                        "Gnomon",
                        BUILT_IN_TYPE,
                        true,
                        new LocalHandle<>(builtIn, "panel-query"),
                        () -> builtIn.scrapeInterval().toMillis());
        PluginHandle<DataSource<?>> ofServer =
                plugins.open(DataSourceFactory.class, SERVER_TYPE, SettingsNode.empty());
        this.server =
                new Source(
                        SERVER,
                        "This server",
                        SERVER_TYPE,
                        true,
                        ofServer,
                        ScrapeInterval.of(ofServer));
        this.state = new State(List.of(), new Sources(List.of(this.builtIn, server)));
        load(List.of());
    }

    /** What can be asked now. */
    public Sources sources() {
        return state.sources();
    }

    /** Reads the table; handles of rows that did not change go on. */
    private void load(List<String> changedUids) {
        State before = state;
        try {
            List<SourceTable.Row> rows = table.all();
            List<Source> sources = new ArrayList<>(List.of(builtIn));
            for (SourceTable.Row row : rows) {
                Source kept = changedUids.contains(row.uid()) ? null : source(before, row.uid());
                sources.add(kept == null ? open(row) : kept);
            }
            sources.add(server);
            state = new State(rows, new Sources(List.copyOf(sources)));
            for (Source old : before.sources().all()) {
                if (!sources.contains(old)) {
                    old.handle().close();
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the data sources: " + e.getMessage(), e);
        }
    }

    private static @Nullable Source source(State state, String uid) {
        return state.sources().all().stream()
                .filter(source -> source.uid().equals(uid))
                .findFirst()
                .orElse(null);
    }

    private Source open(SourceTable.Row row) {
        PluginHandle<DataSource<?>> handle = handle(row);
        return new Source(
                row.uid(), row.name(), row.type(), false, handle, ScrapeInterval.of(handle));
    }

    private PluginHandle<DataSource<?>> handle(SourceTable.Row row) {
        try {
            return plugins.open(
                    DataSourceFactory.class, row.type(), binder.parseJson(settings(row)));
        } catch (SettingsException | DatabaseException e) {
            return new BrokenHandle<>(String.valueOf(e.getMessage()));
        }
    }

    private String settings(SourceTable.Row row) {
        return secrets.open(row.settings(), place(row.uid()));
    }

    private static String place(String uid) {
        return "datasource/" + uid;
    }

    @Override
    public List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(BUILT_IN, builtIn.name(), BUILT_IN_TYPE, true, true, "{}"));
        state.rows().forEach(row -> entries.add(entry(row)));
        entries.add(new Entry(SERVER, server.name(), SERVER_TYPE, false, true, "{}"));
        return entries;
    }

    private Entry entry(SourceTable.Row row) {
        return new Entry(row.uid(), row.name(), row.type(), false, false, shown(row));
    }

    private @Nullable String shown(SourceTable.Row row) {
        Plugins.ActivePlugin plugin = plugins.find(DataSourceFactory.class, row.type());
        if (plugin == null) {
            return null;
        }
        try {
            return binder.toJson(
                    binder.withoutSecrets(binder.parseJson(settings(row)), plugin.settings()));
        } catch (SettingsException | DatabaseException e) {
            return null;
        }
    }

    @Override
    public synchronized Entry create(String json) throws RequestRefused, SettingsException {
        ObjectNode request = Json.object(json);
        String uid = new BigInteger(50, random).setBit(50).toString(36);
        String type = request.path("type").asText("");
        return save(uid, name(request, uid), type, given(request, null), true);
    }

    @Override
    public synchronized Entry update(String uid, String json)
            throws RequestRefused, SettingsException {
        SourceTable.Row row = row(uid);
        ObjectNode request = Json.object(json);
        return save(uid, name(request, uid), row.type(), given(request, row), false);
    }

    /** The stored settings; nothing when their key is lost, so that they can be entered again. */
    private ObjectNode stored(SourceTable.Row row) throws RequestRefused {
        try {
            return Json.object(settings(row));
        } catch (DatabaseException e) {
            return Json.newObject();
        }
    }

    private Entry save(String uid, String name, String type, ObjectNode settings, boolean fresh)
            throws RequestRefused, SettingsException {
        check(type, settings);
        SourceTable.Row row =
                new SourceTable.Row(uid, name, type, secrets.seal(Json.text(settings), place(uid)));
        try {
            if (fresh) {
                table.insert(row);
            } else {
                table.update(row);
            }
        } catch (SQLException e) {
            throw new DatabaseException("cannot save the data source: " + e.getMessage(), e);
        }
        load(List.of(uid));
        return entry(row);
    }

    /** Refuses what the plugin would not accept. */
    private void check(String type, ObjectNode settings) throws RequestRefused, SettingsException {
        Plugins.ActivePlugin plugin = plugins.find(DataSourceFactory.class, type);
        if (plugin == null) {
            List<String> installed =
                    plugins.active(DataSourceFactory.class).stream()
                            .map(Plugins.ActivePlugin::name)
                            .toList();
            throw new RequestRefused(
                    Kind.INVALID,
                    "the data source type \"%s\" is not installed; installed are: %s"
                            .formatted(type, String.join(", ", installed)));
        }
        var _ = binder.bind(binder.parseJson(Json.text(settings)), plugin.settings());
    }

    private String name(ObjectNode request, String uid) throws RequestRefused {
        String name = request.path("name").asText("").strip();
        if (name.isEmpty() || name.length() > 200) {
            throw new RequestRefused(Kind.INVALID, "name must have 1 to 200 characters");
        }
        for (Source source : sources().all()) {
            if (source.name().equalsIgnoreCase(name) && !source.uid().equals(uid)) {
                throw new RequestRefused(
                        Kind.CONFLICT, "there is already a data source \"" + source.name() + "\"");
            }
        }
        return name;
    }

    /** Settings of a request, with the secrets of the row that they are to replace. */
    private ObjectNode given(ObjectNode request, SourceTable.@Nullable Row row)
            throws RequestRefused {
        if (!(request.path("settings") instanceof ObjectNode settings)) {
            throw new RequestRefused(Kind.INVALID, "settings must be an object");
        }
        String shown = row == null ? null : shown(row);
        return SecretFields.keep(
                settings,
                Json.object(shown == null ? "{}" : shown),
                row == null ? Json.newObject() : stored(row));
    }

    private SourceTable.Row row(String uid) throws RequestRefused {
        if (uid.equals(BUILT_IN) || uid.equals(SERVER)) {
            throw new RequestRefused(
                    Kind.CONFLICT, "the built-in data sources cannot be changed or deleted");
        }
        for (SourceTable.Row row : state.rows()) {
            if (row.uid().equals(uid)) {
                return row;
            }
        }
        throw new RequestRefused(Kind.NOT_FOUND, "there is no data source \"" + uid + "\"");
    }

    @Override
    public synchronized void delete(String uid) throws RequestRefused {
        SourceTable.Row row = row(uid);
        try {
            table.delete(row.uid());
        } catch (SQLException e) {
            throw new DatabaseException("cannot delete the data source: " + e.getMessage(), e);
        }
        load(List.of());
    }

    @Override
    public TestResult test(String json)
            throws RequestRefused, SettingsException, InterruptedException {
        ObjectNode request = Json.object(json);
        String uid = request.path("uid").asText("");
        if (uid.equals(BUILT_IN)) {
            return test(builtIn.handle());
        }
        if (uid.equals(SERVER)) {
            return test(server.handle());
        }
        SourceTable.Row row = uid.isEmpty() ? null : row(uid);
        ObjectNode settings =
                row == null || request.has("settings") ? given(request, row) : stored(row);
        String type = row == null ? request.path("type").asText("") : row.type();
        check(type, settings);
        try (PluginHandle<DataSource<?>> handle =
                plugins.open(
                        DataSourceFactory.class, type, binder.parseJson(Json.text(settings)))) {
            return test(handle);
        }
    }

    private static TestResult test(PluginHandle<DataSource<?>> handle) throws InterruptedException {
        try {
            return new TestResult(true, handle.call(TEST_TIMEOUT, DataSource::test));
        } catch (PluginException e) {
            return new TestResult(false, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        sources().all().forEach(source -> source.handle().close());
    }
}
