package io.gnomon.platform.core.config.internal.text;

import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.List;
import java.util.regex.Pattern;

/** Writes nodes as YAML in block style; what is written reads back the same. */
public final class YamlWriter {
    /** Texts that need no quotes as a key. */
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][\\w.-]*");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    public static String write(SettingsNode node) {
        YamlWriter writer = new YamlWriter();
        switch (node) {
            case Mapping mapping when !mapping.entries().isEmpty() ->
                    writer.entries(mapping.entries(), 0);
            case Sequence sequence when !sequence.items().isEmpty() ->
                    writer.items(sequence.items(), 0);
            default -> writer.inline(node).append('\n');
        }
        return writer.out.toString();
    }

    private void entries(List<Entry> entries, int indent) {
        boolean first = true;
        for (Entry entry : entries) {
            if (!first) {
                indent(indent);
            }
            first = false;
            if (PLAIN_KEY.matcher(entry.key()).matches()) {
                out.append(entry.key());
            } else {
                JsonText.quote(out, entry.key());
            }
            out.append(':');
            switch (entry.value()) {
                case Mapping mapping when !mapping.entries().isEmpty() -> {
                    out.append('\n');
                    indent(indent + 2);
                    entries(mapping.entries(), indent + 2);
                }
                case Sequence sequence when !sequence.items().isEmpty() -> {
                    out.append('\n');
                    indent(indent);
                    items(sequence.items(), indent);
                }
                default -> {
                    out.append(' ');
                    inline(entry.value()).append('\n');
                }
            }
        }
    }

    private void items(List<SettingsNode> items, int indent) {
        boolean first = true;
        for (SettingsNode item : items) {
            if (!first) {
                indent(indent);
            }
            first = false;
            out.append("- ");
            switch (item) {
                case Mapping mapping when !mapping.entries().isEmpty() ->
                        entries(mapping.entries(), indent + 2);
                case Sequence sequence when !sequence.items().isEmpty() ->
                        items(sequence.items(), indent + 2);
                default -> inline(item).append('\n');
            }
        }
    }

    private StringBuilder inline(SettingsNode node) {
        switch (node) {
            case Mapping mapping -> out.append("{}");
            case Sequence sequence -> out.append("[]");
            case Scalar scalar when scalar.quoted() || scalar.text().indexOf('\n') >= 0 ->
                    JsonText.quote(out, scalar.text());
            case Scalar scalar -> out.append(scalar.isNull() ? "null" : scalar.text());
        }
        return out;
    }

    private void indent(int width) {
        out.repeat(' ', width);
    }
}
