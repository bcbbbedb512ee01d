package io.gnomon.platform.core.config.internal.text;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one YAML document into nodes with their places. Strict where YAML is not: keys are texts
 * and unique, nesting and the growth through aliases are bounded, there is one document.
 */
public final class YamlReader {
    private static final int DEPTH_MAX = 100;
    private static final int NODES_MAX = 1_000_000;

    /** The library copies what it has of a text that is longer than this for each piece of it. */
    private static final int BUFFER_CHARS = 1 << 16;

    private static final String TAG = "tag:yaml.org,2002:";

    /** What is read at most is bounded here, not by the library. */
    static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setCodePointLimit(64 << 20)
                    .setMaxAliasesForCollections(NODES_MAX)
                    .setBufferSize(BUFFER_CHARS)
                    .build();

    private final String file;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;

    /** A node that aliases repeat, with the number of nodes in it. */
    private record Anchored(SettingsNode node, int size) {}

    private YamlReader(String file, String text) {
        this.file = file;
        this.events = new Parse(SETTINGS).parseString(text).iterator();
    }

    /**
     * The document of a text; an empty mapping when it has none.
     *
     * @param file name for positions, empty when it is not a file
     */
    public static SettingsNode read(String file, String text) throws SettingsException {
        First first = readFirst(file, text);
        TextPosition second = first.second();
        if (second != null) {
            throw refused(second, "a second document begins here, only one is allowed");
        }
        return first.document();
    }

    /**
     * The first document of a text.
     *
     * @param second where another one begins, null when there is none
     */
    public record First(SettingsNode document, @Nullable TextPosition second) {}

    /**
     * As {@link #read}, where more than one document is not a mistake; only the first is looked at.
     */
    public static First readFirst(String file, String text) throws SettingsException {
        try {
            return new YamlReader(file, text).first();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark =
                    e.getProblemMark().isPresent() ? e.getProblemMark() : e.getContextMark();
            throw refused(position(file, mark), "this is not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            throw refused(
                    positionOf(file, text, e.getPosition()),
                    "this is not YAML: the character U+%04X is not allowed"
                            .formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw refused(new TextPosition(file, 1, 1), "this is not YAML: " + e.getMessage());
        }
    }

    private First first() throws SettingsException {
        events.next(); // start of the stream
        if (events.next().getEventId() != Event.ID.DocumentStart) {
            return new First(new Mapping(List.of(), new TextPosition(file, 1, 1)), null);
        }
        SettingsNode root = node(events.next(), 0);
        events.next(); // end of the document
        Event after = events.next();
        return new First(root, after.getEventId() == Event.ID.StreamEnd ? null : place(after));
    }

    private SettingsNode node(Event event, int depth) throws SettingsException {
        if (depth > DEPTH_MAX) {
            throw refused(place(event), "nested deeper than " + DEPTH_MAX + " levels");
        }
        int before = nodes;
        count(event, 1);
        SettingsNode node =
                switch (event) {
                    case AliasEvent alias -> alias(alias);
                    case ScalarEvent scalar -> scalar(scalar);
                    case SequenceStartEvent start -> sequence(start, depth);
                    case MappingStartEvent start -> mapping(start, depth);
                    default -> throw new IllegalStateException(event.toString());
                };
        if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
            named.getAnchor()
                    .ifPresent(anchor -> anchors.put(anchor, new Anchored(node, nodes - before)));
        }
        return node;
    }

    private SettingsNode alias(AliasEvent event) throws SettingsException {
        Anchored anchored = anchors.get(event.getAlias());
        if (anchored == null) {
            throw refused(
                    place(event),
                    "the anchor &" + event.getAlias() + " is not complete or unknown");
        }
        count(event, anchored.size);
        return anchored.node;
    }

    private void count(Event event, int more) throws SettingsException {
        nodes += more;
        if (nodes > NODES_MAX) {
            throw refused(place(event), "more than " + NODES_MAX + " values, aliases included");
        }
    }

    private Scalar scalar(ScalarEvent event) throws SettingsException {
        String tag = event.getTag().orElse("");
        boolean quoted = !event.isPlain() || tag.equals("!") || tag.equals(TAG + "str");
        String text = event.getValue();
        if (tag.equals(TAG + "binary")) {
            try {
                text = Binary.decode(text);
            } catch (IllegalArgumentException e) {
                throw refused(place(event), String.valueOf(e.getMessage()));
            }
            quoted = true;
        }
        return new Scalar(text, quoted, place(event));
    }

    private Sequence sequence(SequenceStartEvent start, int depth) throws SettingsException {
        List<SettingsNode> items = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
            items.add(node(e, depth + 1));
        }
        return new Sequence(List.copyOf(items), place(start));
    }

    private Mapping mapping(MappingStartEvent start, int depth) throws SettingsException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<SettingsNode> merges = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
            if (!(node(e, depth + 1) instanceof Scalar key)) {
                throw refused(place(e), "a key must be a text");
            }
            if (Binary.isRaw(key.text())) {
                throw refused(key.position(), "!!binary value is not UTF-8 text");
            }
            SettingsNode value = node(events.next(), depth + 1);
            if (key.text().equals("<<") && !key.quoted()) {
                merges.add(value);
                continue;
            }
            Entry earlier = entries.put(key.text(), new Entry(key.text(), key.position(), value));
            if (earlier != null) {
                throw refused(
                        key.position(),
                        "the key \"%s\" is already set in line %d"
                                .formatted(key.text(), earlier.keyPosition().line()));
            }
        }
        for (SettingsNode merge : merges) {
            merge(merge, entries);
        }
        return new Mapping(List.copyOf(entries.values()), place(start));
    }

    /** {@code <<}: entries of other mappings, where there is none of that key yet. */
    private static void merge(SettingsNode from, Map<String, Entry> into) throws SettingsException {
        switch (from) {
            case Mapping mapping ->
                    mapping.entries().forEach(entry -> into.putIfAbsent(entry.key(), entry));
            case Sequence sequence -> {
                for (SettingsNode item : sequence.items()) {
                    merge(item, into);
                }
            }
            case Scalar scalar ->
                    throw refused(scalar.position(), "<< takes a mapping or a list of mappings");
        }
    }

    private TextPosition place(Event event) {
        return position(file, event.getStartMark());
    }

    private static TextPosition position(String file, Optional<Mark> mark) {
        return mark.map(m -> new TextPosition(file, m.getLine() + 1, m.getColumn() + 1))
                .orElse(new TextPosition(file, 1, 1));
    }

    private static TextPosition positionOf(String file, String text, int index) {
        int end = Math.min(index, text.length());
        int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        return new TextPosition(file, line, end - text.lastIndexOf('\n', end - 1));
    }

    private static SettingsException refused(TextPosition position, String message) {
        return new SettingsException(List.of(new Problem("", position, message)));
    }
}
