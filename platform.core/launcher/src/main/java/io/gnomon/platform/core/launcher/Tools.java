package io.gnomon.platform.core.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/**
 * What bundles of {@code system/} can do without the server: {@link ToolProvider}s that they list
 * under {@code META-INF/services}. The jars become one plain class path below the launcher's; no
 * framework is started. A tool's name is that of its sub-command, such as {@code gnomon tsdb list}.
 * One that is a {@link Runnable} too is run at each SIGHUP.
 */
public final class Tools {
    private final Path home;

    /** Tools of a distribution. */
    Tools(Path home) {
        this.home = home;
    }

    /** Where the distribution's plugins are. */
    public Path plugins() {
        return home.resolve("plugins");
    }

    /**
     * Runs a tool with the process's output and error streams.
     *
     * @return its exit code, 1 after it said why it failed
     */
    public int run(String name, List<String> arguments) throws IOException {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(name, out, err, arguments);
    }

    int run(String name, PrintWriter out, PrintWriter err, List<String> arguments)
            throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader bundles =
                new URLClassLoader("tools", jars(), Tools.class.getClassLoader())) {
            thread.setContextClassLoader(bundles);
            for (ToolProvider tool : ServiceLoader.load(ToolProvider.class, bundles)) {
                if (tool.name().equals(name)) {
                    if (tool instanceof Runnable hangUp) {
                        Signals.onHangUp(hangUp);
                    }
                    return tool.run(out, err, arguments.toArray(new String[0]));
                }
            }
        } finally {
            thread.setContextClassLoader(before);
            out.flush();
            err.flush();
        }
        err.println(name + ": the bundle that does this is not in " + home.resolve("system"));
        return 1;
    }

    private URL[] jars() throws IOException {
        List<URL> jars = new ArrayList<>();
        Path system = home.resolve("system");
        if (Files.isDirectory(system)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(system, "*.jar")) {
                for (Path file : files) {
                    jars.add(url(file));
                }
            }
        }
        return jars.toArray(new URL[0]);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
