package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.labels.Matcher;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * Matchers as they are written at a route or at one side of an inhibition rule: {@code matchers},
 * and {@code match} and {@code match_re} of older files.
 */
final class WrittenMatchers {
    private static final String MATCHERS = "matchers";

    private WrittenMatchers() {}

    /** Those of the two older forms. */
    static List<Matcher> older(SettingsNode node, String prefix) {
        List<Matcher> matchers = new ArrayList<>();
        add(node, prefix + "match", Matcher.Type.EQUAL, matchers);
        add(node, prefix + "match_re", Matcher.Type.REGEX, matchers);
        return matchers;
    }

    private static void add(
            SettingsNode node, String key, Matcher.Type type, List<Matcher> matchers) {
        for (Entry entry : Nodes.entries(Nodes.child(node, key))) {
            if (entry.value() instanceof Scalar value) {
                matchers.add(new Matcher(type, entry.key(), value.text()));
            }
        }
    }

    /**
     * All of them in the order in which they are written.
     *
     * @throws IllegalArgumentException when one is not valid
     */
    static List<Matcher> read(SettingsNode node, String prefix, MatcherSyntax syntax) {
        List<Matcher> matchers = older(node, prefix);
        for (SettingsNode item : Nodes.items(node, prefix + MATCHERS)) {
            if (item instanceof Scalar text) {
                matchers.addAll(syntax.parse(text.text()));
            }
        }
        return matchers;
    }

    /**
     * The node with other matchers. When they say the same as its own, these stay as they are
     * written; else all become {@code matchers}, of which those that stay keep their way of
     * writing.
     *
     * @param wanted has them as {@code matchers}; what is not valid in it is put down as it is
     */
    static Mapping put(
            SettingsNode node, String prefix, SettingsNode wanted, MatcherSyntax syntax) {
        List<Matcher> own;
        List<Matcher> next;
        try {
            own = sorted(read(node, prefix, syntax));
            next = sorted(read(wanted, prefix, syntax));
        } catch (IllegalArgumentException e) {
            own = List.of();
            next = null;
        }
        if (own.equals(next)) {
            return new Mapping(Nodes.entries(node), node.position());
        }
        List<SettingsNode> items = new ArrayList<>();
        for (SettingsNode item : Nodes.items(wanted, prefix + MATCHERS)) {
            items.add(asWritten(item, Nodes.items(node, prefix + MATCHERS), syntax));
        }
        Entry matchers =
                new Entry(
                        prefix + MATCHERS,
                        node.position(),
                        new Sequence(List.copyOf(items), node.position()));
        return replaced(node, prefix, matchers);
    }

    private static List<Matcher> sorted(List<Matcher> matchers) {
        return matchers.stream().sorted(MatcherSyntax.ORDER).toList();
    }

    private static SettingsNode asWritten(
            SettingsNode wanted, List<SettingsNode> own, MatcherSyntax syntax) {
        return own.stream()
                .filter(item -> sameMatchers(item, wanted, syntax))
                .findFirst()
                .orElse(wanted);
    }

    private static boolean sameMatchers(SettingsNode a, SettingsNode b, MatcherSyntax syntax) {
        try {
            return a instanceof Scalar x
                    && b instanceof Scalar y
                    && syntax.parse(x.text()).equals(syntax.parse(y.text()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The node with the entry where the first of the three keys stands, without the others. */
    private static Mapping replaced(SettingsNode node, String prefix, Entry matchers) {
        List<String> keys = List.of(prefix + "match", prefix + "match_re", prefix + MATCHERS);
        boolean none = ((Sequence) matchers.value()).items().isEmpty();
        List<Entry> entries = new ArrayList<>();
        boolean done = none;
        for (Entry entry : Nodes.entries(node)) {
            if (!keys.contains(entry.key())) {
                entries.add(entry);
            } else if (!done) {
                entries.add(matchers);
                done = true;
            }
        }
        Mapping replaced = new Mapping(List.copyOf(entries), node.position());
        return done ? replaced : Nodes.put(replaced, matchers);
    }
}
