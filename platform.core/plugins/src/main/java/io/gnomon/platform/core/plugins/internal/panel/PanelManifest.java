package io.gnomon.platform.core.plugins.internal.panel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.spi.runtime.PluginRefused;

import org.osgi.framework.Version;

import java.util.Set;

/** The plugin.json of a panel's bundle, checked against the bundle that it lies in. */
public final class PanelManifest {
    /** Where it lies in the bundle. */
    public static final String PATH = "META-INF/gnomon/plugin.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT = 1;

    private final JsonNode root;

    private PanelManifest(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads a manifest.
     *
     * @param version of the bundle
     * @param files paths in the bundle that browsers may fetch
     * @throws PluginRefused with the first fault found
     */
    public static PanelManifest read(String json, Version version, Set<String> files)
            throws PluginRefused {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new PluginRefused(
                    "%s:%d:%d: %s"
                            .formatted(
                                    PATH,
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()),
                    e);
        }
        check(
                root.path("manifestVersion").asInt() == FORMAT,
                "manifestVersion is %s, and this server reads %d"
                        .formatted(root.path("manifestVersion"), FORMAT));
        text(root, "id");
        text(root, "name");
        String own = text(root, "version");
        check(
                sameRelease(own, version),
                "version is \"%s\", but the bundle's is %s".formatted(own, version));
        check(
                root.path("provides").isArray() && !root.path("provides").isEmpty(),
                "provides is not a list of contributions");
        for (JsonNode part : root.path("provides")) {
            part(part, files);
        }
        for (var texts : root.path("i18n").properties()) {
            check(
                    files.contains(texts.getValue().asText()),
                    "i18n names the file \"%s\" for %s, which is not in the bundle"
                            .formatted(texts.getValue().asText(), texts.getKey()));
        }
        return new PanelManifest(root);
    }

    private static void part(JsonNode part, Set<String> files) throws PluginRefused {
        String id = text(part, "id");
        text(part, "name");
        if (!text(part, "kind").equals("panel")) {
            return;
        }
        file(id, text(part, "module"), files);
        for (JsonNode style : part.path("styles")) {
            file(id, style.asText(), files);
        }
        check(
                part.path("optionsSchema").isObject(),
                "the panel \"%s\" has no optionsSchema".formatted(id));
    }

    private static void file(String panel, String path, Set<String> files) throws PluginRefused {
        check(
                files.contains(path),
                "the panel \"%s\" names the file \"%s\", which is not in the bundle"
                        .formatted(panel, path));
    }

    private static String text(JsonNode node, String key) throws PluginRefused {
        check(
                node.path(key).isTextual() && !node.path(key).asText().isBlank(),
                key + " is missing");
        return node.path(key).asText();
    }

    private static void check(boolean good, String fault) throws PluginRefused {
        if (!good) {
            throw new PluginRefused(PATH + ": " + fault);
        }
    }

    /** Qualifiers are told apart by hyphens here and by dots there; they are not compared. */
    private static boolean sameRelease(String text, Version version) {
        String numbers = text.split("[-+]", 2)[0];
        return (numbers + ".")
                .startsWith(
                        "%d.%d.%d."
                                .formatted(
                                        version.getMajor(),
                                        version.getMinor(),
                                        version.getMicro()));
    }

    public String name() {
        return root.path("name").asText();
    }

    /** JSON text. */
    public String json() {
        return root.toString();
    }
}
