package io.gnomon.platform.core.config;

import io.gnomon.spi.common.PluginFactory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A distribution's plugins of one kind without the framework, for sub-commands: the component
 * descriptions in their jars name the factories. Their constructors take nothing but services that
 * bundles list under META-INF/services; others are left out. Of several constructors it is the one
 * with the most services that there are.
 *
 * @param <F> the kind
 */
public final class OfflinePlugins<F extends PluginFactory<?, ?>> implements AutoCloseable {
    private static final Pattern IMPLEMENTATION =
            Pattern.compile("<implementation class=\"([^\"]+)\"");

    private final Class<? super F> kind;
    private final Map<String, F> factories = new HashMap<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();
    private final Map<Class<?>, Object> services = new HashMap<>();

    /**
     * Those of a folder.
     *
     * @param folder of jars; may be absent
     * @param kind factory interface of the plugins
     * @throws UncheckedIOException when a jar cannot be read
     */
    public OfflinePlugins(Path folder, Class<? super F> kind) {
        this.kind = kind;
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                add(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The factory of a section's name without its ending, null when no plugin has it. */
    public @Nullable F find(String name) {
        return factories.get(name);
    }

    /** All factories, sorted by name. */
    public List<F> all() {
        return factories.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private void add(Path jar) throws IOException {
        List<String> names = implementations(jar);
        if (names.isEmpty()) {
            return;
        }
        URL[] urls = {jar.toUri().toURL()};
        URLClassLoader loader =
                new URLClassLoader(urls, Thread.currentThread().getContextClassLoader());
        loaders.add(loader);
        for (String name : names) {
            try {
                F factory = create(loader.loadClass(name));
                if (factory != null) {
                    factories.put(factory.name(), factory);
                }
            } catch (ReflectiveOperationException e) {
                throw new IOException("the plugin " + jar + " is broken: " + e, e);
            }
        }
    }

    /**
     * A service of a bundle that lists it for this; one for all plugins, null when there is none.
     */
    private @Nullable Object service(Class<?> type) {
        Object known = services.get(type);
        if (known == null) {
            known = ServiceLoader.load(type).findFirst().orElse(null);
            if (known != null) {
                services.put(type, known);
            }
        }
        return known;
    }

    @SuppressWarnings("unchecked") // the description says so, and the class is looked at
    private @Nullable F create(Class<?> type) throws ReflectiveOperationException {
        for (Constructor<?> constructor : mostServicesFirst(type)) {
            List<Object> services = new ArrayList<>();
            for (Class<?> parameter : constructor.getParameterTypes()) {
                Object service = service(parameter);
                if (service != null) {
                    services.add(service);
                }
            }
            if (services.size() == constructor.getParameterCount()) {
                return (F) kind.cast(constructor.newInstance(services.toArray()));
            }
        }
        return null;
    }

    private static List<Constructor<?>> mostServicesFirst(Class<?> type) {
        return Stream.<Constructor<?>>of(type.getConstructors())
                .sorted(Comparator.comparingInt(c -> -c.getParameterCount()))
                .toList();
    }

    /** Class names of the factories that a jar describes. */
    private List<String> implementations(Path jar) throws IOException {
        String provides = "<provide interface=\"" + kind.getName() + "\"/>";
        List<String> names = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().matches("OSGI-INF/[^/]+\\.xml")) {
                    byte[] bytes = file.getInputStream(entry).readAllBytes();
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    Matcher implementation = IMPLEMENTATION.matcher(text);
                    if (text.contains(provides) && implementation.find()) {
                        names.add(implementation.group(1));
                    }
                }
            }
        }
        return names;
    }

    @Override
    public void close() {
        for (URLClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                // The process ends with the command.
            }
        }
    }
}
