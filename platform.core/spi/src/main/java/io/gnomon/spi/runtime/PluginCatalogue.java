package io.gnomon.spi.runtime;

import java.util.List;

/**
 * A folder of plugins that may be installed, as it is at a moment.
 *
 * @param folder where it lies, empty when the server has none
 * @param plugins by name, the highest version first
 * @param problems a sentence for each jar that is no plugin, or about the folder
 */
public record PluginCatalogue(String folder, List<Entry> plugins, List<String> problems) {
    /** How a jar of the catalogue stands to what is installed. */
    public enum Standing {
        /** No version of the plugin is there. */
        NEW,
        /** A lower version, or other content of the same version, is installed. */
        UPDATE,
        /** Exactly this jar is installed, or the distribution's plugin of this version. */
        INSTALLED,
        /** A higher version is installed. */
        OLDER
    }

    /**
     * A jar of the folder.
     *
     * @param id bundle symbolic name
     * @param description what the plugin says of itself, may be empty
     * @param kinds as far as its manifest tells
     * @param publisher who signed it, empty for nobody
     * @param installedVersion what is there now, empty for nothing
     */
    public record Entry(
            String sha256,
            String file,
            String id,
            String name,
            String version,
            String description,
            List<String> kinds,
            String publisher,
            String installedVersion,
            Standing standing) {}
}
