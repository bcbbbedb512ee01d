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
import java.util.Set;

/**
 * The version of a plugin that is in charge.
 *
 * @param sha256 of its jar; of the files in it when it belongs to the distribution
 * @param panel its manifest when it is a panel's bundle
 */
record Installed(
        Bundle bundle,
        String sha256,
        String publisher,
        boolean official,
        BundleFiles files,
        @Nullable PanelManifest panel) {

    /**
     * Describes a bundle.
     *
     * @throws PluginRefused when the manifest of its panel is not valid
     */
    static Installed dropped(Bundle bundle, String publisher) throws IOException, PluginRefused {
        BundleFiles files = BundleFiles.of(bundle);
        return new Installed(
                bundle,
                PluginBundles.sha256(bundle),
                publisher,
                false,
                files,
                panel(bundle, files));
    }

    static Installed official(Bundle bundle) throws IOException, PluginRefused {
        BundleFiles files = BundleFiles.of(bundle);
        return new Installed(bundle, files.digest(), "", true, files, panel(bundle, files));
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
                    files.integrity().keySet());
        }
    }

    String id() {
        return bundle.getSymbolicName();
    }

    String version() {
        return bundle.getVersion().toString();
    }

    String name() {
        if (panel != null) {
            return panel.name();
        }
        String name = bundle.getHeaders("").get(Constants.BUNDLE_NAME);
        return name == null ? id() : name;
    }

    Set<Kind> kinds() {
        return PluginBundles.kinds(bundle);
    }

    String versionAndHash() {
        return version() + "-" + sha256.substring(0, 12);
    }

    String baseUrl() {
        return "/plugins/%s/%s/".formatted(id(), versionAndHash());
    }

    boolean isActive() {
        return bundle.getState() == Bundle.ACTIVE;
    }
}
