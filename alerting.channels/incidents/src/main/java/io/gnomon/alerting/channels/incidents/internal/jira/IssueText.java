package io.gnomon.alerting.channels.incidents.internal.jira;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import org.jspecify.annotations.Nullable;

/**
 * A text of an issue: a template alone, or with whether it is written again when the issue exists.
 *
 * @param updated whether it is written again
 */
record IssueText(String template, boolean updated) {
    static IssueText of(String name, @Nullable SettingsNode node, String usual) {
        if (node instanceof Scalar scalar) {
            return new IssueText(scalar.isNull() ? usual : scalar.text(), true);
        } else if (node instanceof Mapping mapping) {
            String template = usual;
            boolean updated = true;
            for (SettingsNode.Entry entry : mapping.entries()) {
                if (entry.key().equals("template") && entry.value() instanceof Scalar text) {
                    template = text.text();
                } else if (entry.key().equals("enable_update")
                        && entry.value() instanceof Scalar(String text, boolean quoted, _)
                        && !quoted
                        && (text.equals("true") || text.equals("false"))) {
                    updated = text.equals("true");
                } else {
                    Checks.refuse(
                            true,
                            name
                                    + " has "
                                    + entry.key()
                                    + ", which must be template, a text, or"
                                    + " enable_update, true or false");
                }
            }
            return new IssueText(template, updated);
        }
        Checks.refuse(
                node != null, name + " must be a text or a mapping of template and enable_update");
        return new IssueText(usual, true);
    }
}
