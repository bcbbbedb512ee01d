package io.gnomon.platform.core.http.internal.alone;

import io.gnomon.platform.core.config.OfflinePlugins;
import io.gnomon.platform.core.config.SettingsFlags;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.settings.SettingsBinder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;

/**
 * {@code gnomon exporter}. Arguments: the folder of the plugins, the exporter's name, its flags. It
 * serves until its thread is interrupted, and has the exporter read its files again when it is run
 * as a {@link Runnable}. Exit codes: 0 ended, 1 it cannot run, 2 wrong flags.
 */
public final class RunExporter implements ToolProvider, Runnable {
    private static final int CANNOT_RUN = 1;
    private static final int WRONG_FLAGS = 2;
    private static final int COLUMN = 40;

    private volatile @Nullable AloneServer running;

    @Override
    public String name() {
        return "gnomon exporter";
    }

    @Override
    public void run() {
        AloneServer server = running;
        if (server != null) {
            server.reload();
        }
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        Path folder = Path.of(arguments[0]);
        try (OfflinePlugins<ExporterFactory<?>> plugins =
                new OfflinePlugins<>(folder, ExporterFactory.class)) {
            String name = arguments.length > 1 ? arguments[1] : "";
            ExporterFactory<?> factory = find(plugins, name);
            if (factory == null) {
                boolean help = name.isEmpty() || name.equals("--help") || name.equals("-h");
                (help ? out : err).println(help ? usage(plugins) : none(name, plugins, folder));
                return help ? 0 : WRONG_FLAGS;
            }
            return run(factory, out, err, List.of(arguments).subList(2, arguments.length));
        }
    }

    /** By its name, or by that of the peer's program. */
    private static @Nullable ExporterFactory<?> find(
            OfflinePlugins<ExporterFactory<?>> plugins, String name) {
        for (ExporterFactory<?> factory : plugins.all()) {
            if (factory.name().equals(name)
                    || (!name.isEmpty() && factory.program().equals(name))) {
                return factory;
            }
        }
        return null;
    }

    private static String names(OfflinePlugins<ExporterFactory<?>> plugins) {
        return String.join(", ", plugins.all().stream().map(ExporterFactory::name).toList());
    }

    private static String usage(OfflinePlugins<ExporterFactory<?>> plugins) {
        return "Usage: gnomon exporter NAME [FLAGS]\n"
                + "Runs one exporter alone, with its peer's flags, port and paths. NAME is one of "
                + names(plugins)
                + ".";
    }

    private static String none(
            String name, OfflinePlugins<ExporterFactory<?>> plugins, Path folder) {
        return "gnomon exporter: no plugin in "
                + folder
                + " offers the exporter \""
                + name
                + "\"; there are "
                + names(plugins);
    }

    private int run(
            ExporterFactory<?> factory, PrintWriter out, PrintWriter err, List<String> arguments) {
        String program = factory.program().isEmpty() ? factory.name() : factory.program();
        String version = version(factory);
        SettingsFlags flags =
                new SettingsFlags(
                        factory.collectors(), List.of(factory.settings(), AloneSettings.class));
        if (arguments.contains("--help") || arguments.contains("-h")) {
            help(factory, flags, out);
            return 0;
        } else if (arguments.contains("--version")) {
            out.println(program + " of Gnomon, version " + version);
            return 0;
        }
        SettingsBinder binder = ServiceLoader.load(SettingsBinder.class).findFirst().orElseThrow();
        try {
            SettingsFlags.Given given =
                    flags.parse(
                            arguments,
                            variable -> {
                                String value = System.getenv(variable);
                                return value == null ? "" : value;
                            });
            return run(factory, version, given, binder, err);
        } catch (IllegalArgumentException e) {
            err.println(program + ": error: " + e.getMessage() + "; try --help");
            return WRONG_FLAGS;
        } catch (IOException | PluginException e) {
            err.println(program + ": error: " + e.getMessage());
            return CANNOT_RUN;
        }
    }

    private int run(
            ExporterFactory<?> factory,
            String version,
            SettingsFlags.Given given,
            SettingsBinder binder,
            PrintWriter err)
            throws IOException, PluginException {
        AloneSettings settings = given.bind(AloneSettings.class);
        try (AloneServer server = new AloneServer(factory, version, given, binder)) {
            if (settings.configCheck()) {
                err.println("Config file is ok exiting...");
                return 0;
            }
            server.start();
            running = server;
            if (settings.rehearse()) {
                server.rehearse();
            } else {
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException e) {
            // The launcher ends the program so.
        } finally {
            running = null;
        }
        return 0;
    }

    private static void help(ExporterFactory<?> factory, SettingsFlags flags, PrintWriter out) {
        out.println("Usage: gnomon exporter " + factory.name() + " [FLAGS]");
        for (String line : flags.help()) {
            int tab = line.indexOf('\t');
            String flag = "  " + line.substring(0, tab);
            String gap =
                    flag.length() < COLUMN - 1
                            ? " ".repeat(COLUMN - flag.length())
                            : "\n" + " ".repeat(COLUMN);
            out.println((flag + gap + line.substring(tab + 1)).stripTrailing());
        }
    }

    /** Of the plugin's bundle. */
    private static String version(ExporterFactory<?> factory) {
        var source = factory.getClass().getProtectionDomain().getCodeSource();
        String path = source == null ? "" : source.getLocation().getPath();
        if (path.endsWith(".jar")) {
            try (JarFile jar = new JarFile(path)) {
                Manifest manifest = jar.getManifest();
                String version =
                        manifest == null
                                ? null
                                : manifest.getMainAttributes().getValue("Bundle-Version");
                return version == null ? "" : version;
            } catch (IOException e) {
                return "";
            }
        }
        return "";
    }
}
