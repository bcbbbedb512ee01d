package io.gnomon.alerting.channels.incidents.internal.jira;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Labels of an issue: a list of templates alone, or with whether they are written again when the
 * issue exists.
 *
 * @param updated whether they are written again
 */
record IssueLabels(List<String> templates, boolean updated) {
    private static final String SENTENCE =
            "labels must be a list of texts or a mapping of values and enable_update";

    static IssueLabels of(@Nullable SettingsNode node) {
        if (node == null) {
            return new IssueLabels(List.of(), true);
        } else if (node instanceof Sequence sequence) {
            return new IssueLabels(texts(sequence), true);
        }
        List<String> templates = List.of();
        boolean updated = true;
        Checks.refuse(!(node instanceof Mapping), SENTENCE);
        if (node instanceof Mapping mapping) {
            for (SettingsNode.Entry entry : mapping.entries()) {
                if (entry.key().equals("values") && entry.value() instanceof Sequence values) {
                    templates = texts(values);
                } else if (entry.key().equals("enable_update")
                        && entry.value() instanceof Scalar(String text, _, _)
                        && (text.equals("true") || text.equals("false"))) {
                    updated = text.equals("true");
                } else {
                    Checks.refuse(true, SENTENCE);
                }
            }
        }
        return new IssueLabels(templates, updated);
    }

    private static List<String> texts(Sequence sequence) {
        List<String> texts = new ArrayList<>();
        for (SettingsNode item : sequence.items()) {
            Checks.refuse(!(item instanceof Scalar), SENTENCE);
            if (item instanceof Scalar scalar) {
                texts.add(scalar.text());
            }
        }
        return List.copyOf(texts);
    }
}
