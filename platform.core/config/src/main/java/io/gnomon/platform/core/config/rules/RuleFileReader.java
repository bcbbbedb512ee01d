package io.gnomon.platform.core.config.rules;

import static io.gnomon.model.labels.LabelNames.quoted;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.core.config.rules.RuleFile.Dialect;
import io.gnomon.platform.core.config.rules.RuleSections.Group;
import io.gnomon.platform.core.config.rules.RuleSections.Item;
import io.gnomon.platform.core.templates.RuleTemplates;
import io.gnomon.platform.core.templates.TemplateException;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One reading of a rule file. The checks and their words are those of Prometheus's rulefmt. */
final class RuleFileReader {
    private final String file;
    private final Dialect dialect;
    private final RecordBinder binder = new RecordBinder();
    private final List<Problem> problems = new ArrayList<>();

    RuleFileReader(String file, Dialect dialect) {
        this.file = file;
        this.dialect = dialect;
    }

    RuleFile read(String yaml) throws SettingsException {
        YamlReader.First first = YamlReader.readFirst(file, yaml);
        SettingsNode root = first.document();
        if (dialect.ignoreUnknownKeys()) {
            root = known(root);
        }
        List<Group> sections = binder.bind(root, RuleSections.class).groups();
        List<RuleGroup> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sections.size(); i++) {
            groups.add(group(sections.get(i), item(root, "groups", i), names));
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        List<String> warnings =
                first.second() == null
                        ? List.of()
                        : List.of(first.second() + ": only the first document is processed");
        return new RuleFile(file, List.copyOf(groups), warnings);
    }

    private RuleGroup group(Group group, Mapping node, Set<String> names) {
        if (group.name().isEmpty()) {
            refuse(node.position(), "Groupname must not be empty");
        }
        if (!names.add(group.name())) {
            refuse(
                    node.position(),
                    "groupname: \"" + group.name() + "\" is repeated in the same file");
        }
        checkLabels(node, "group " + quoted(group.name()) + ": ");
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < group.rules().size(); i++) {
            Item item = group.rules().get(i);
            Mapping itemNode = item(node, "rules", i);
            check(
                    item,
                    itemNode,
                    "group %s, rule %d, %s: "
                            .formatted(quoted(group.name()), i + 1, quoted(item.name())));
            rules.add(item.rule(itemNode.position()));
        }
        return new RuleGroup(
                group.name(),
                group.interval(),
                group.queryOffset(),
                group.limit(),
                group.labels(),
                List.copyOf(rules));
    }

    private void check(Item item, Mapping node, String where) {
        boolean records = !item.record().isEmpty();
        TextPosition record = position(node, "record");
        if (records && !item.alert().isEmpty()) {
            refuse(record, where + "only one of 'record' and 'alert' must be set");
        }
        if (item.name().isEmpty()) {
            refuse(node.position(), where + "one of 'record' or 'alert' must be set");
        }
        if (item.expr().isEmpty()) {
            refuse(node.position(), where + "field 'expr' must be set in rule");
        } else {
            checkExpression(item.expr(), position(node, "expr"), where);
        }
        if (records) {
            refuseIf(!item.annotations().isEmpty(), record, where, "annotations");
            refuseIf(!item.holdFor().isZero(), record, where, "for");
            refuseIf(!item.keepFiringFor().isZero(), record, where, "keep_firing_for");
            checkName(item.record(), record, where);
        }
        checkLabels(node, where);
        if (!item.alert().isEmpty()) {
            checkTemplates(item.alert(), node, "label", where);
            checkTemplates(item.alert(), node, "annotation", where);
        }
        for (Entry annotation : entries(node, "annotations")) {
            if (!dialect.names().isLabelName(annotation.key())) {
                refuse(
                        annotation.keyPosition(),
                        where + "invalid annotation name: " + annotation.key());
            }
        }
    }

    private void checkExpression(String expr, TextPosition position, String where) {
        try {
            String _ = dialect.language().format(expr);
        } catch (QueryException e) {
            refuse(position, where + "could not parse expression: " + e.getMessage());
        }
    }

    /**
     * Templates of an alerting rule.
     *
     * @param kind of what the templates make
     */
    private void checkTemplates(String alert, Mapping node, String kind, String where) {
        for (Entry entry : entries(node, kind + "s")) {
            if (entry.value() instanceof Scalar text) {
                try {
                    RuleTemplates.check("__alert_" + alert, text.text());
                } catch (TemplateException e) {
                    refuse(
                            text.position(),
                            where + kind + " " + quoted(entry.key()) + ": " + e.getMessage());
                }
            }
        }
    }

    private void checkName(String name, TextPosition position, String where) {
        if (!dialect.names().isMetricName(name)) {
            refuse(position, where + "invalid recording rule name: " + name);
        }
        if (name.contains("{") || name.contains("}")) {
            refuse(
                    position,
                    where
                            + "braces present in the recording rule name; should it be in expr?: "
                            + name);
        }
    }

    private void checkLabels(Mapping node, String where) {
        for (Entry label : entries(node, "labels")) {
            String name = label.key();
            if (!dialect.names().isLabelName(name) || name.equals(Labels.METRIC_NAME)) {
                refuse(label.keyPosition(), where + "invalid label name: " + name);
            }
        }
    }

    private void refuseIf(boolean wrong, TextPosition position, String where, String field) {
        if (wrong) {
            refuse(position, where + "invalid field '" + field + "' in recording rule");
        }
    }

    private void refuse(TextPosition position, String message) {
        problems.add(new Problem("", position, message));
    }

    /** The document without the keys that nobody knows. */
    private SettingsNode known(SettingsNode root) {
        return only(
                root,
                RuleSections.class,
                "groups",
                group ->
                        only(
                                group,
                                Group.class,
                                "rules",
                                item -> only(item, Item.class, "", r -> r)));
    }

    private SettingsNode only(
            SettingsNode node,
            Class<? extends Record> type,
            String listKey,
            UnaryOperator<SettingsNode> each) {
        if (!(node instanceof Mapping mapping)) {
            return node;
        }
        List<String> keys = binder.keys(type);
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            if (entry.key().equals(listKey) && entry.value() instanceof Sequence list) {
                List<SettingsNode> items = list.items().stream().map(each).toList();
                entries.add(
                        new Entry(
                                entry.key(),
                                entry.keyPosition(),
                                new Sequence(items, list.position())));
            } else if (keys.contains(entry.key())) {
                entries.add(entry);
            }
        }
        return new Mapping(List.copyOf(entries), mapping.position());
    }

    /** An item of a list that has been bound, so that it is there. */
    private static Mapping item(SettingsNode node, String listKey, int index) {
        for (Entry entry : ((Mapping) node).entries()) {
            if (entry.key().equals(listKey)) {
                return (Mapping) ((Sequence) entry.value()).items().get(index);
            }
        }
        throw new IllegalStateException("no " + listKey);
    }

    private static List<Entry> entries(Mapping node, String key) {
        for (Entry entry : node.entries()) {
            if (entry.key().equals(key) && entry.value() instanceof Mapping mapping) {
                return mapping.entries();
            }
        }
        return List.of();
    }

    /** Place of a value, of the mapping when there is none. */
    private static TextPosition position(Mapping node, String key) {
        for (Entry entry : node.entries()) {
            if (entry.key().equals(key)) {
                return entry.value().position();
            }
        }
        return node.position();
    }
}
