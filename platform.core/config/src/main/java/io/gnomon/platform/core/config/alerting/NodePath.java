package io.gnomon.platform.core.config.alerting;

import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The way from the root of a document to a node in it. */
record NodePath(List<Step> steps) {
    private static final int VALUE = -1;

    /** To the value of a key, or to an item of the list that it has. */
    private record Step(String key, int item) {}

    static final NodePath ROOT = new NodePath(List.of());

    NodePath value(String key) {
        return step(new Step(key, VALUE));
    }

    NodePath item(String list, int index) {
        return step(new Step(list, index));
    }

    private NodePath step(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new NodePath(List.copyOf(longer));
    }

    NodePath parent() {
        return new NodePath(steps.subList(0, steps.size() - 1));
    }

    private Step last() {
        return steps.getLast();
    }

    /** Whether it leads to an item of a list. */
    boolean isItem() {
        return last().item != VALUE;
    }

    /** The place in the list, from 0. */
    int index() {
        return last().item;
    }

    /** The node there. */
    SettingsNode of(SettingsNode root) {
        SettingsNode node = root;
        for (Step step : steps) {
            node =
                    step.item == VALUE
                            ? Nodes.child(node, step.key)
                            : Nodes.items(node, step.key).get(step.item);
        }
        return node;
    }

    /** The list in which the item is. */
    List<SettingsNode> list(SettingsNode root) {
        return Nodes.items(parent().of(root), last().key);
    }

    /** The root with another node there. */
    SettingsNode put(SettingsNode root, UnaryOperator<SettingsNode> change) {
        if (steps.isEmpty()) {
            return change.apply(root);
        }
        Step step = last();
        return parent().put(
                        root,
                        above -> {
                            if (step.item == VALUE) {
                                SettingsNode value = change.apply(Nodes.child(above, step.key));
                                return Nodes.put(
                                        above, new Entry(step.key, value.position(), value));
                            }
                            List<SettingsNode> items =
                                    new ArrayList<>(Nodes.items(above, step.key));
                            items.set(step.item, change.apply(items.get(step.item)));
                            return Nodes.withItems(above, step.key, items);
                        });
    }

    /** The root with another list in place of the one in which the item is, or would be. */
    Mapping putList(SettingsNode root, UnaryOperator<List<SettingsNode>> change) {
        return (Mapping)
                parent().put(
                                root,
                                above -> {
                                    List<SettingsNode> items = Nodes.items(above, last().key);
                                    return Nodes.withItems(above, last().key, change.apply(items));
                                });
    }
}
