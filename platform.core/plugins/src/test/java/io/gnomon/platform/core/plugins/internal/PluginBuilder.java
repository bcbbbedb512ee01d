package io.gnomon.platform.core.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds plugin jars from source text, as an author would with Maven and bnd. */
public final class PluginBuilder {
    private static final Map<String, Path> COMPILED = new ConcurrentHashMap<>();

    private final Path folder;
    private final String id;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private String source = "";

    public PluginBuilder(Path folder, String id) {
        this.folder = folder;
        this.id = id;
        header("-reproducible", "true");
        header("-noextraheaders", "true");
    }

    public PluginBuilder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public PluginBuilder file(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** One class named Plugin in the package plugin, and what is nested in it. */
    public PluginBuilder source(String text) {
        source = text;
        return this;
    }

    /** Writes the jar. */
    public Path build(String version) throws Exception {
        try (Builder builder = new Builder()) {
            if (!source.isEmpty()) {
                builder.addClasspath(
                        COMPILED.computeIfAbsent(source, PluginBuilder::compile).toFile());
                builder.setProperty("-privatepackage", "plugin");
            } else {
                builder.setProperty("-resourceonly", "true");
            }
            addContracts(builder);
            builder.setProperty("Bundle-SymbolicName", id);
            builder.setProperty("Bundle-Version", version);
            builder.setProperty("Import-Package", "!org.jspecify.annotations, " + imports() + "*");
            headers.forEach(builder::setProperty);
            try (Jar jar = builder.build()) {
                files.forEach((path, text) ->
                        jar.putResource(path, new EmbeddedResource(text, 1_767_225_600_000L)));
                assertTrue(builder.getErrors().isEmpty(), () -> builder.getErrors().toString());
                Path file = Files.createTempFile(folder, id + "-" + version + "-", ".jar");
                jar.write(file.toFile());
                return file;
            }
        }
    }

    private static void addContracts(Builder builder) throws IOException {
        String classPath = System.getProperty("java.class.path");
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (entry.contains("spi") || entry.contains("model") || entry.contains("osgi")) {
                builder.addClasspath(new File(entry));
            }
        }
    }

    /** The packages of model and spi with the versions that plugins are built against. */
    static String contracts() throws Exception {
        try (Builder builder = new Builder()) {
            addContracts(builder);
            builder.setProperty("Export-Package", "io.gnomon.spi.*, io.gnomon.model.*");
            builder.build();
            return builder.getExports().entrySet().stream()
                    .map(e -> e.getKey().getFQN() + ";version=" + e.getValue().getVersion())
                    .collect(Collectors.joining(","));
        }
    }

    private String imports() {
        String more = headers.remove("imports");
        return more == null ? "" : more + ", ";
    }

    private static Path compile(String source) {
        try {
            Path classes = Files.createTempDirectory("plugin-classes");
            var compiler = ToolProvider.getSystemJavaCompiler();
            boolean done =
                    compiler.getTask(
                                    null,
                                    null,
                                    null,
                                    List.of("-d", classes.toString(), "-proc:none", "-g"),
                                    null,
                                    List.of(new Source(source)))
                            .call();
            assertTrue(done, source);
            return classes;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///plugin/Plugin.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
