package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Kind;
import io.gnomon.platform.core.plugins.internal.panel.BundleFiles;
import io.gnomon.platform.core.plugins.internal.panel.PanelManifest;
import io.gnomon.spi.runtime.PluginRefused;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A version of a plugin that is or was in charge. What its bundle says is kept here, because a
 * bundle that is uninstalled says nothing any more.
 *
 * @param hash see {@link #sha256}
 * @param isPart whether it is a part of the server, which is replaced like a plugin
 * @param kinds as far as the manifest tells
 * @param imports packages that it asks for
 * @param panel its manifest when it is a panel's bundle
 */
record Installed(
        Bundle bundle,
        String name,
        Hash hash,
        String publisher,
        boolean official,
        boolean isPart,
        Set<Kind> kinds,
        List<String> imports,
        BundleFiles files,
        @Nullable PanelManifest panel) {

    /**
     * Describes the bundle of a dropped jar.
     *
     * @throws PluginRefused when the manifest of its panel is not valid
     */
    static Installed dropped(Bundle bundle, String publisher) throws IOException, PluginRefused {
        return of(bundle, Hash.of(PluginBundles.sha256(bundle)), publisher, BundleFiles.of(bundle));
    }

    /** Describes a bundle of the distribution; see {@link #dropped}. */
    static Installed official(Bundle bundle) throws IOException, PluginRefused {
        return of(bundle, Hash.ofFiles(bundle), "", BundleFiles.of(bundle));
    }

    private static Installed of(Bundle bundle, Hash hash, String publisher, BundleFiles files)
            throws IOException, PluginRefused {
        PanelManifest panel = panel(bundle, files);
        return new Installed(
                bundle,
                panel == null ? name(bundle) : panel.name(),
                hash,
                publisher,
                !PluginBundles.isDropped(bundle),
                Handover.isDeclaredBy(bundle),
                PluginBundles.kinds(bundle),
                PluginJar.packages(bundle.getHeaders("").get(Constants.IMPORT_PACKAGE)),
                files,
                panel);
    }

    private static String name(Bundle bundle) {
        String name = bundle.getHeaders("").get(Constants.BUNDLE_NAME);
        return name == null ? bundle.getSymbolicName() : name;
    }

    private static @Nullable PanelManifest panel(Bundle bundle, BundleFiles files)
            throws IOException, PluginRefused {
        var entry = bundle.getEntry(PanelManifest.PATH);
        if (entry == null) {
            return null;
        }
        try (var in = entry.openStream()) {
            return PanelManifest.read(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    bundle.getVersion(),
                    files.paths());
        }
    }

    /** SHA-256 of its jar; of the files in it when it belongs to the distribution. */
    String sha256() {
        return hash.value();
    }

    String id() {
        return bundle.getSymbolicName();
    }

    String version() {
        return bundle.getVersion().toString();
    }

    String versionAndHash() {
        return version() + "-" + sha256().substring(0, 12);
    }

    String baseUrl() {
        return "/plugins/%s/%s/".formatted(id(), versionAndHash());
    }

    boolean isActive() {
        return bundle.getState() == Bundle.ACTIVE;
    }
}
