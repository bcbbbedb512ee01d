package io.gnomon.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Official bundles under other versions: what a release of tomorrow looks like to the server. */
final class Repackaged {
    private Repackaged() {}

    /** The jar of an official plugin or part of the server. */
    static Path official(String id) throws IOException {
        return Distribution.bundles().stream()
                .filter(f -> f.getFileName().toString().startsWith(id + "-"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Writes the bundle with another version into a folder.
     *
     * @param header and value that replace one of its manifest's, such as {@code Import-Package}
     */
    static Path write(String id, String version, Path folder, String... header) throws IOException {
        Path jar = folder.resolve(id + "-" + version + ".jar");
        try (JarFile in = new JarFile(official(id).toFile())) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            for (int i = 0; i < header.length; i += 2) {
                manifest.getMainAttributes().putValue(header[i], header[i + 1]);
            }
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (var entry : (Iterable<java.util.jar.JarEntry>) in.stream()::iterator) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        byte[] content = in.getInputStream(entry).readAllBytes();
                        out.write(
                                entry.getName().equals("META-INF/gnomon/plugin.json")
                                        ? withVersion(content, version)
                                        : content);
                        out.closeEntry();
                    }
                }
            }
        }
        return jar;
    }

    private static byte[] withVersion(byte[] pluginJson, String version) {
        String text = new String(pluginJson, StandardCharsets.UTF_8);
        return text.replaceFirst("\"version\": *\"[^\"]*\"", "\"version\": \"" + version + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
