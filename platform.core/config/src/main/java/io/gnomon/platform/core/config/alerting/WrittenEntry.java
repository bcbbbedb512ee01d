package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.internal.text.YamlChange;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.core.config.internal.text.YamlValue;
import io.gnomon.platform.core.config.internal.text.YamlWriter;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A route or an inhibition rule as it stands in a file, alertmanager.yml or a fragment, and that
 * file with it changed: all else in the text stays to the character. What it says is what a form
 * has of it, keys as in the file, all matchers as {@code matchers}. Immutable.
 */
public final class WrittenEntry {
    private static final String ROUTES = EntryKind.ROUTE.list();

    private final EntryKind kind;
    private final YamlText text;
    private final MatcherSyntax syntax;
    private final SettingsNode root;
    private final NodePath path;

    private WrittenEntry(
            EntryKind kind, YamlText text, MatcherSyntax syntax, SettingsNode root, NodePath path) {
        this.kind = kind;
        this.text = text;
        this.syntax = syntax;
        this.root = root;
        this.path = path;
    }

    /**
     * All of a file, in the order in which they count: routes depth first.
     *
     * @throws SettingsException when the text is not YAML
     */
    public static List<WrittenEntry> all(EntryKind kind, YamlText text, MatcherSyntax syntax)
            throws SettingsException {
        SettingsNode root = YamlReader.read(text.file(), text.text());
        List<NodePath> paths = new ArrayList<>();
        if (kind == EntryKind.ROUTE && Nodes.entry(root, "route") != null) {
            addRoute(NodePath.ROOT.value("route"), root, paths);
        }
        for (int i = 0; i < Nodes.items(root, kind.list()).size(); i++) {
            addRoute(NodePath.ROOT.item(kind.list(), i), root, paths);
        }
        return paths.stream()
                .map(path -> new WrittenEntry(kind, text, syntax, root, path))
                .toList();
    }

    /** It, then those below it; nothing is below an inhibition rule. */
    private static void addRoute(NodePath path, SettingsNode root, List<NodePath> paths) {
        paths.add(path);
        for (int i = 0; i < Nodes.items(path.of(root), ROUTES).size(); i++) {
            addRoute(path.item(ROUTES, i), root, paths);
        }
    }

    /** The text in which it stands. */
    public YamlText text() {
        return text;
    }

    /** Whether it is the route from which the tree begins: it has no place among others. */
    public boolean isDefaultRoute() {
        return !path.isItem();
    }

    /** Its place in the list of its file, from 0. */
    public int place() {
        return isDefaultRoute() ? 0 : path.index();
    }

    /** How many are in that list, with it. */
    public int siblings() {
        return isDefaultRoute() ? 1 : path.list(root).size();
    }

    /** How many routes are directly below it. */
    public int routes() {
        return Nodes.items(path.of(root), ROUTES).size();
    }

    /** How many routes are below it, at any depth. */
    public int below() {
        List<NodePath> paths = new ArrayList<>();
        addRoute(path, root, paths);
        return paths.size() - 1;
    }

    /** Whether it is the same in its file, whatever it says. */
    public boolean isAt(WrittenEntry other) {
        return text.file().equals(other.text.file()) && path.equals(other.path);
    }

    /**
     * What it says.
     *
     * @throws SettingsException when a matcher is not valid
     */
    public Mapping settings() throws SettingsException {
        SettingsNode node = path.of(root);
        Mapping settings = new Mapping(List.of(), node.position());
        for (String key : kind.keys()) {
            Entry entry = Nodes.given(node, key);
            if (entry != null) {
                settings = Nodes.put(settings, entry);
            }
        }
        for (String prefix : kind.prefixes()) {
            settings = Nodes.withItems(settings, prefix + "matchers", matchers(node, prefix));
        }
        return settings;
    }

    private List<SettingsNode> matchers(SettingsNode node, String prefix) throws SettingsException {
        try {
            List<SettingsNode> texts = new ArrayList<>();
            WrittenMatchers.read(node, prefix, syntax)
                    .forEach(matcher ->
                            texts.add(
                                    new Scalar(
                                            MatcherSyntax.format(matcher), true, node.position())));
            return texts;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    List.of(
                            new SettingsException.Problem(
                                    "/" + prefix + "matchers",
                                    node.position(),
                                    String.valueOf(e.getMessage()))));
        }
    }

    /**
     * It with other settings at another place of its list.
     *
     * @param place from 0; the default route has none
     * @throws SettingsException when the text is written in such a way that this cannot be done
     */
    public WrittenEntry with(Mapping settings, int place) throws SettingsException {
        WrittenEntry changed = changed(path.put(root, node -> put(node, settings)), path);
        if (isDefaultRoute() || place == place()) {
            return changed;
        }
        NodePath other = path.parent().item(kind.list(), place);
        return changed.changed(
                path.putList(changed.root, items -> YamlChange.moved(items, place(), place)),
                other);
    }

    /**
     * A new route below it.
     *
     * @param place from 0; what is too large is the end
     * @throws SettingsException as {@link #with}
     */
    public WrittenEntry withRoute(Mapping settings, int place) throws SettingsException {
        return added(path.item(ROUTES, Math.clamp(place, 0, routes())), settings);
    }

    /**
     * A new one at the end of the list that a file has at its top.
     *
     * @param text empty for a new file
     * @throws SettingsException as {@link #with}
     */
    public static WrittenEntry added(
            EntryKind kind, YamlText text, MatcherSyntax syntax, Mapping settings)
            throws SettingsException {
        SettingsNode root = YamlReader.read(text.file(), text.text());
        NodePath last = NodePath.ROOT.item(kind.list(), Nodes.items(root, kind.list()).size());
        return new WrittenEntry(kind, text, syntax, root, last).added(last, settings);
    }

    private WrittenEntry added(NodePath place, Mapping settings) throws SettingsException {
        Mapping entry = put(SettingsNode.empty(), settings);
        return changed(
                place.putList(
                        root,
                        items -> {
                            List<SettingsNode> longer = new ArrayList<>(items);
                            longer.add(place.index(), entry);
                            return longer;
                        }),
                place);
    }

    /**
     * The text without it and what is below it; null when nothing is left.
     *
     * @throws SettingsException as {@link #with}
     */
    public @Nullable String without() throws SettingsException {
        Mapping wanted =
                path.putList(
                        root,
                        items -> {
                            List<SettingsNode> fewer = new ArrayList<>(items);
                            fewer.remove(path.index());
                            return fewer;
                        });
        return wanted.entries().isEmpty() ? null : changed(wanted, path).text.text();
    }

    private WrittenEntry changed(SettingsNode wanted, NodePath at) throws SettingsException {
        TextPosition place = path.isItem() ? path.parent().of(root).position() : root.position();
        String changed =
                text.text().isEmpty()
                        ? YamlWriter.write(wanted)
                        : YamlChange.of(text.file(), text.text(), root, wanted, place);
        return new WrittenEntry(
                kind,
                new YamlText(text.file(), changed),
                syntax,
                YamlReader.read(text.file(), changed),
                at);
    }

    /** A node with the settings of a form in place of its own. */
    private Mapping put(SettingsNode node, Mapping settings) {
        Mapping next = new Mapping(Nodes.entries(node), node.position());
        for (String key : kind.keys()) {
            Entry wanted = Nodes.entry(settings, key);
            Entry own = Nodes.entry(node, key);
            if (key.endsWith("matchers")) {
                next = WrittenMatchers.put(next, key.replace("matchers", ""), settings, syntax);
            } else if (wanted == null) {
                next = Nodes.without(next, key);
            } else if (own == null || !YamlValue.same(own.value(), wanted.value())) {
                next = Nodes.put(next, wanted);
            }
        }
        // Who reads a route would not look for its settings behind those below it.
        Entry below = Nodes.entry(next, ROUTES);
        return below == null ? next : Nodes.put(Nodes.without(next, ROUTES), below);
    }

    /** The key of its settings in whose value a place is; empty when it is elsewhere. */
    public String keyAt(TextPosition position) {
        for (Entry entry : Nodes.entries(path.of(root))) {
            if (!entry.key().equals(ROUTES) && isIn(entry.value(), position)) {
                return entry.key();
            }
        }
        return "";
    }

    private static boolean isIn(SettingsNode node, TextPosition position) {
        return node.position().equals(position)
                || switch (node) {
                    case Mapping mapping ->
                            mapping.entries().stream()
                                    .anyMatch(entry ->
                                            entry.keyPosition().equals(position)
                                                    || isIn(entry.value(), position));
                    case Sequence list ->
                            list.items().stream().anyMatch(item -> isIn(item, position));
                    case Scalar _ -> false;
                };
    }
}
