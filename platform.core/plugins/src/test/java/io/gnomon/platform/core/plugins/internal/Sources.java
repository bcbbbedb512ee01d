package io.gnomon.platform.core.plugins.internal;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** Plugins as source text. */
public final class Sources {
    private Sources() {}

    /** An exporter whose one sample says which version of its bundle it comes from. */
    public static String exporter(String name) {
        return exporter(name, "sink.sample(1, \"version\", version());");
    }

    /** An exporter that does something when it is asked. */
    public static String exporter(String name, String collect) {
        return """
        package plugin;

        import io.gnomon.model.sample.MetricType;
        import io.gnomon.spi.common.NoSettings;
        import io.gnomon.spi.exporter.*;
        import org.osgi.framework.FrameworkUtil;
        import org.osgi.service.component.annotations.Component;

        @Component
        public class Plugin implements ExporterFactory<NoSettings> {
            public String name() { return "NAME"; }
            public Class<NoSettings> settings() { return NoSettings.class; }

            static String version() {
                return FrameworkUtil.getBundle(Plugin.class).getVersion().toString();
            }

            public Exporter create(NoSettings settings) {
                // The kind of thing that keeps class loaders alive.
                ThreadLocal<Plugin> kept = new ThreadLocal<>();
                return new Exporter() {
                    boolean closed;
                    public void collect(CollectRequest request, MetricSink sink) throws Exception {
                        if (closed) throw new IllegalStateException("called after close");
                        kept.set(Plugin.this);
                        sink.family("NAME_version", MetricType.GAUGE, "Says the version.");
                        COLLECT
                    }
                    public void close() { closed = true; }
                };
            }
        }
        """
                .replace("NAME", name)
                .replace("COLLECT", collect);
    }

    /** An exporter that cannot do without a setting. */
    public static String exporterWithSetting(String name, String setting) {
        return """
        package plugin;

        import io.gnomon.model.sample.MetricType;
        import io.gnomon.spi.exporter.*;
        import org.osgi.service.component.annotations.Component;

        @Component
        public class Plugin implements ExporterFactory<Plugin.Settings> {
            public record Settings(String SETTING) {}
            public String name() { return "NAME"; }
            public Class<Settings> settings() { return Settings.class; }
            public Exporter create(Settings settings) {
                return (request, sink) -> {
                    sink.family("NAME_version", MetricType.GAUGE, "Says the setting.");
                    sink.sample(1, "version", settings.SETTING());
                };
            }
        }
        """
                .replace("NAME", name)
                .replace("SETTING", setting);
    }

    /**
     * A query engine that formats every query as its bundle's version.
     *
     * @param lock a file that exists while one runs, so that there is only one; null for as many as
     *     there are
     */
    public static String engine(@Nullable Path lock) {
        return """
        package plugin;

        import io.gnomon.model.labels.Matcher;
        import io.gnomon.model.query.*;
        import java.nio.file.*;
        import java.util.List;
        import java.util.Map;
        import org.osgi.framework.FrameworkUtil;
        import org.osgi.service.component.annotations.*;

        @Component(immediate = true)
        public class Plugin implements QueryEngine {
            static final Path LOCK = LOCKFILE;

            @Activate
            public Plugin() throws Exception {
                if (LOCK != null) Files.createFile(LOCK);
            }

            @Deactivate
            void stop() throws Exception {
                if (LOCK != null) {
                    Files.writeString(
                            Path.of(LOCK + ".stops"),
                            "stopped\\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                    Files.delete(LOCK);
                }
            }

            public String format(String query) {
                return FrameworkUtil.getBundle(Plugin.class).getVersion().toString();
            }

            public Map<String, Object> parse(String query) { return Map.of(); }

            public String withMatchers(String query, List<Matcher> matchers) { return query; }

            public String withGrouping(String query, List<String> labels) { return query; }

            public QueryResult query(QueryRequest request) { throw new AssertionError(); }
            public QueriesTogether together(List<QueryRequest> requests) { throw new AssertionError(); }
            public List<Matcher> parseSelector(String selector) { throw new AssertionError(); }
            public List<List<Matcher>> selectors(String query) { throw new AssertionError(); }
            public Map<String, Map<String, Boolean>> features() { throw new AssertionError(); }
            public Load load() { throw new AssertionError(); }
            public PlanNode explain(QueryRequest request) { throw new AssertionError(); }
        }
        """
                .replace("LOCKFILE", lock == null ? "null" : "Path.of(\"" + lock + "\")");
    }
}
