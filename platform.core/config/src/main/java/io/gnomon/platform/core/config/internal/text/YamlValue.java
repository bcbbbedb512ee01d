package io.gnomon.platform.core.config.internal.text;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

import java.util.ArrayList;
import java.util.stream.Collectors;

/** A value as it is put into a text that somebody else has written. */
public final class YamlValue {
    private static final ScalarResolver RESOLVER = new JsonScalarResolver();
    private static final TextPosition PLACE = new TextPosition("", 1, 1);

    private YamlValue() {}

    /** Whether both say the same when they are read; the order of keys says nothing. */
    public static boolean same(SettingsNode a, SettingsNode b) {
        return switch (a) {
            case Mapping x ->
                    b instanceof Mapping y
                            && x.entries().size() == y.entries().size()
                            && x.entries().stream()
                                    .allMatch(entry -> {
                                        SettingsNode other = child(y, entry.key());
                                        return other != null && same(entry.value(), other);
                                    });
            case Sequence x -> {
                boolean same = b instanceof Sequence y && x.items().size() == y.items().size();
                for (int i = 0; same && i < x.items().size(); i++) {
                    same = same(x.items().get(i), ((Sequence) b).items().get(i));
                }
                yield same;
            }
            case Scalar x -> b instanceof Scalar && JsonText.write(x).equals(JsonText.write(b));
        };
    }

    /** The value of a key, null when there is none. */
    static @Nullable SettingsNode child(Mapping mapping, String key) {
        for (Entry entry : mapping.entries()) {
            if (entry.key().equals(key)) {
                return entry.value();
            }
        }
        return null;
    }

    /**
     * YAML of a value that reads back the same.
     *
     * @param style of a text that is the value, where it is possible
     * @param flow in braces and brackets, in one line
     * @param indent columns in front of each line but the first
     */
    static String text(SettingsNode value, ScalarStyle style, boolean flow, int indent) {
        DumpSettings settings =
                DumpSettings.builder().setWidth(Integer.MAX_VALUE).setSplitLines(false).build();
        Node node = node(value, style, flow ? FlowStyle.FLOW : FlowStyle.BLOCK);
        String text =
                new Present(settings)
                        .emitToString(new Serialize(settings).serializeOne(node).iterator());
        return text.strip().replaceAll("\n(?=[^\n])", "\n" + " ".repeat(indent));
    }

    private static Node node(SettingsNode value, ScalarStyle style, FlowStyle flow) {
        return switch (value) {
            case Mapping mapping ->
                    new MappingNode(
                            Tag.MAP,
                            mapping.entries().stream()
                                    .map(entry -> tuple(entry, flow))
                                    .collect(Collectors.toCollection(ArrayList::new)),
                            flow);
            case Sequence sequence ->
                    new SequenceNode(
                            Tag.SEQ,
                            sequence.items().stream()
                                    .map(item -> node(item, ScalarStyle.PLAIN, flow))
                                    .collect(Collectors.toCollection(ArrayList::new)),
                            flow);
            case Scalar scalar -> scalar(scalar, style);
        };
    }

    private static NodeTuple tuple(Entry entry, FlowStyle flow) {
        return new NodeTuple(
                text(entry.key(), ScalarStyle.PLAIN), node(entry.value(), ScalarStyle.PLAIN, flow));
    }

    private static ScalarNode scalar(Scalar scalar, ScalarStyle style) {
        String json = JsonText.write(scalar);
        return json.startsWith("\"")
                ? text(scalar.text(), style)
                : new ScalarNode(RESOLVER.resolve(json, true), json, ScalarStyle.PLAIN);
    }

    private static ScalarNode text(String text, ScalarStyle style) {
        boolean plain = style == ScalarStyle.PLAIN;
        boolean lines = text.indexOf('\n') >= 0 && (plain || style == ScalarStyle.SINGLE_QUOTED);
        // "yes" without quotes is a text to the library, and a truth to a Prometheus.
        boolean other = !JsonText.write(new Scalar(text, false, PLACE)).startsWith("\"");
        if (plain && other) {
            return new ScalarNode(Tag.STR, text, ScalarStyle.SINGLE_QUOTED);
        } else if (text.endsWith("\n\n")) {
            return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
        }
        return new ScalarNode(Tag.STR, text, lines ? ScalarStyle.LITERAL : style);
    }
}
