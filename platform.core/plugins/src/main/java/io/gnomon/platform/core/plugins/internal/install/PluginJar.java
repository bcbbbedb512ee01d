package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Kind;
import io.gnomon.platform.core.plugins.internal.panel.Digests;
import io.gnomon.platform.core.plugins.internal.panel.PanelManifest;
import io.gnomon.spi.runtime.PluginRefused;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A jar as it lies on disk: what its manifest says, nothing of it runs.
 *
 * @param id bundle symbolic name
 * @param description what its manifest says of it, may be empty
 * @param kinds as far as the manifest tells
 * @param imports packages that it asks for
 * @param publisher who signed it, empty for nobody
 */
record PluginJar(
        Path file,
        String sha256,
        String id,
        Version version,
        String name,
        String description,
        Set<Kind> kinds,
        List<String> imports,
        String publisher) {
    /** A file of it is named so, with its version. */
    private static final int ID_CHARS_MAX = 200;

    /**
     * Reads a jar.
     *
     * @param called what the user calls the file; it may lie here under another name
     * @throws PluginRefused when it is no plugin
     */
    static PluginJar read(Path file, String called) throws PluginRefused, IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            JarContent.check(jar, called);
            Manifest manifest = manifest(jar, called);
            if (manifest == null) {
                throw new PluginRefused(called + " is no plugin: it has no manifest");
            }
            Attributes headers = manifest.getMainAttributes();
            String id = id(called, headers);
            Set<Kind> kinds = kinds(headers.getValue(Constants.PROVIDE_CAPABILITY));
            if (jar.getEntry(PanelManifest.PATH) != null) {
                kinds.add(Kind.PANEL);
            }
            String name = headers.getValue(Constants.BUNDLE_NAME);
            String description = headers.getValue(Constants.BUNDLE_DESCRIPTION);
            return new PluginJar(
                    file,
                    sha256(file),
                    id,
                    version(called, headers),
                    name == null ? id : name,
                    description == null ? "" : description,
                    Set.copyOf(kinds),
                    packages(headers.getValue(Constants.IMPORT_PACKAGE)),
                    Publisher.of(file, called));
        }
    }

    /** The same jar in another place. */
    PluginJar at(Path place) {
        return new PluginJar(
                place, sha256, id, version, name, description, kinds, imports, publisher);
    }

    private static @Nullable Manifest manifest(JarFile jar, String called) throws PluginRefused {
        try {
            return jar.getManifest();
        } catch (IOException e) {
            throw new PluginRefused(
                    "%s is no plugin: its manifest cannot be read: %s"
                            .formatted(called, e.getMessage()),
                    e);
        }
    }

    private static String id(String called, Attributes headers) throws PluginRefused {
        String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null || !"2".equals(headers.getValue(Constants.BUNDLE_MANIFESTVERSION))) {
            throw new PluginRefused(
                    "%s is no plugin: its manifest lacks %s"
                            .formatted(
                                    called,
                                    name == null
                                            ? "Bundle-SymbolicName"
                                            : "Bundle-ManifestVersion: 2"));
        }
        if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new PluginRefused(called + " is a fragment; a plugin is a bundle");
        }
        String id = name.split(";", 2)[0].strip();
        // Names of only dots lead elsewhere in paths and addresses.
        if (!id.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*") || id.length() > ID_CHARS_MAX) {
            throw new PluginRefused(
                    ("%s: \"%s\" is no Bundle-SymbolicName: it has letters, digits and hyphens,"
                                    + " with single dots between them, %d characters at most")
                            .formatted(called, id, ID_CHARS_MAX));
        }
        return id;
    }

    private static Version version(String called, Attributes headers) throws PluginRefused {
        String version = headers.getValue(Constants.BUNDLE_VERSION);
        try {
            return Version.parseVersion(version);
        } catch (IllegalArgumentException e) {
            throw new PluginRefused(
                    "%s: Bundle-Version \"%s\" is no version such as 1.2.3"
                            .formatted(called, version),
                    e);
        }
    }

    /** The kinds whose services a Provide-Capability header names. */
    static Set<Kind> kinds(@Nullable String provideCapability) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            if (provideCapability != null && provideCapability.contains(kind.service().getName())) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** The package names of an Import-Package header, without versions. */
    static List<String> packages(@Nullable String importPackage) {
        if (importPackage == null) {
            return List.of();
        }
        return Stream.of(importPackage.replaceAll("\"[^\"]*\"", "").split(","))
                .map(clause -> clause.split(";", 2)[0].strip())
                .toList();
    }

    private static String sha256(Path file) throws IOException {
        var digest = Digests.sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
