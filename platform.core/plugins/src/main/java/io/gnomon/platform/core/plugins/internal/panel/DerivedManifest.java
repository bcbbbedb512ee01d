package io.gnomon.platform.core.plugins.internal.panel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.plugins.internal.calls.Kind;

import java.util.List;
import java.util.Map;

/** The manifest of a plugin that carries none: made from what its bundle registers. */
public final class DerivedManifest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DerivedManifest() {}

    /**
     * JSON text.
     *
     * @param provides names by kind; a kind without names is one that the bundle's manifest
     *     promises
     * @param imports packages that the bundle asks for, with their versions
     * @param texts languages and the paths of the texts in them
     */
    public static String json(
            String id,
            String name,
            String version,
            Map<Kind, List<String>> provides,
            List<String> imports,
            Map<String, String> texts) {
        ObjectNode root = JSON.createObjectNode();
        root.put("manifestVersion", 1).put("id", id).put("name", name).put("version", version);
        ObjectNode requires = root.putObject("requires");
        requires.put("gnomon", "^1.0");
        ArrayNode packages = requires.putArray("packages");
        imports.forEach(packages::add);
        if (!texts.isEmpty()) {
            ObjectNode languages = root.putObject("i18n");
            texts.forEach(languages::put);
        }
        ArrayNode parts = root.putArray("provides");
        provides.forEach((kind, names) -> {
            for (String part : names) {
                parts.addObject().put("kind", kind.word()).put("id", part).put("name", part);
            }
        });
        return root.toString();
    }
}
