package io.gnomon.platform.core.config.internal.tools;

import static java.util.Comparator.comparing;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleGroup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is allowed in a rule file and hardly meant. */
final class RuleLint {
    /** What rules have in common that write the same series or raise the same alert. */
    private record Identity(String name, Labels labels) {}

    private RuleLint() {}

    /**
     * The sentence about rules with the name and labels of another one, empty when there are none;
     * the words are promtool's.
     */
    static String duplicates(RuleFile file) {
        Map<Identity, Integer> count =
                new TreeMap<>(
                        comparing(Identity::name, Utf8Order.INSTANCE)
                                .thenComparing(Identity::labels, Comparator.naturalOrder()));
        for (RuleGroup group : file.groups()) {
            for (Rule rule : group.rules()) {
                count.merge(identity(group, rule), 1, Integer::sum);
            }
        }
        List<Identity> duplicates = new ArrayList<>();
        count.forEach((identity, times) -> {
            if (times > 1) {
                duplicates.add(identity);
            }
        });
        return duplicates.isEmpty() ? "" : sentence(duplicates);
    }

    private static Identity identity(RuleGroup group, Rule rule) {
        Map<String, String> labels = new HashMap<>(group.labels());
        labels.putAll(rule.labels());
        return new Identity(rule.name(), Labels.of(labels));
    }

    private static String sentence(List<Identity> duplicates) {
        StringBuilder text = new StringBuilder("lint error ");
        text.append(duplicates.size()).append(" duplicate rule(s) found.\n");
        for (Identity rule : duplicates) {
            text.append("Metric: ").append(rule.name()).append("\nLabel(s):\n");
            for (int i = 0; i < rule.labels().size(); i++) {
                text.append('\t').append(rule.labels().name(i)).append(": ");
                text.append(rule.labels().value(i)).append('\n');
            }
        }
        return text.append("Might cause inconsistency while recording expressions").toString();
    }
}
