package io.gnomon.platform.core.config.alerting;

import static io.gnomon.model.labels.LabelNames.quoted;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Matcher;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the matchers of a route or of one side of an inhibition rule: {@code matchers} and its two
 * older forms, {@code match} and {@code match_re}.
 */
final class Matchers {
    private final MatcherSyntax syntax;
    private final List<Problem> problems;
    private final List<String> warnings;

    Matchers(MatcherSyntax syntax, List<Problem> problems, List<String> warnings) {
        this.syntax = syntax;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * All of them, sorted.
     *
     * @param prefix of the three keys
     */
    List<Matcher> read(SettingsNode node, String prefix) {
        List<Matcher> matchers = new ArrayList<>();
        for (Entry entry : Nodes.entries(Nodes.child(node, prefix + "match"))) {
            add(Matcher.Type.EQUAL, entry, matchers);
        }
        for (Entry entry : Nodes.entries(Nodes.child(node, prefix + "match_re"))) {
            if (entry.value() instanceof Scalar scalar && scalar.isNull()) {
                refuse(entry.value(), "invalid regexp value for " + quoted(entry.key()));
            } else {
                add(Matcher.Type.REGEX, entry, matchers);
            }
        }
        for (SettingsNode item : Nodes.items(node, prefix + "matchers")) {
            try {
                matchers.addAll(
                        syntax.parse(
                                text(item),
                                warning -> warnings.add(item.position() + ": " + warning)));
            } catch (IllegalArgumentException e) {
                refuse(item, String.valueOf(e.getMessage()));
            }
        }
        matchers.sort(MatcherSyntax.ORDER);
        return List.copyOf(matchers);
    }

    private void add(Matcher.Type type, Entry entry, List<Matcher> matchers) {
        if (!LabelNames.isLegacyLabelName(entry.key())) {
            problems.add(
                    new Problem(
                            "", entry.keyPosition(), "invalid label name " + quoted(entry.key())));
            return;
        }
        try {
            Matcher matcher = new Matcher(type, entry.key(), text(entry.value()));
            matchers.add(type == Matcher.Type.REGEX ? anchored(matcher) : matcher);
        } catch (IllegalArgumentException e) {
            refuse(entry.value(), String.valueOf(e.getMessage()));
        }
    }

    /** Alertmanager keeps {@code match_re} with its anchors: they show in keys of groups. */
    private static Matcher anchored(Matcher matcher) {
        return new Matcher(matcher.type(), matcher.name(), "^(?:" + matcher.value() + ")$");
    }

    private static String text(SettingsNode node) {
        return node instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : "";
    }

    private void refuse(SettingsNode where, String message) {
        problems.add(new Problem("", where.position(), message));
    }
}
