package io.gnomon.alerting.channels.incidents.internal.jira;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/**
 * An entry of Alertmanager's {@code jira_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Opens, reopens and resolves issues of Jira")
public record JiraSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("Address of the API with its version, such as https://x.atlassian.net/rest/api/2/")
                @Default("")
                String apiUrl,
        @Doc("auto, cloud or datacenter: how issues are searched for")
                @Default("auto")
                @Form(advanced = true)
                String apiType,
        @Doc("Key of the project") @Default("") String project,
        @Doc("A template, or a mapping of template and enable_update")
                @Nullable SettingsNode summary,
        @Doc("A template, or a mapping of template and enable_update")
                @Nullable SettingsNode description,
        @Doc("A list of templates, or a mapping of values and enable_update")
                @Nullable SettingsNode labels,
        @Default("'{{ template \"jira.default.priority\" . }}'") String priority,
        @Doc("Such as Bug") @Default("") String issueType,
        @Doc("Transition of an issue that fires again") @Default("") String reopenTransition,
        @Doc("Transition of an issue whose alerts are over") @Default("") String resolveTransition,
        @Doc("Issues with this resolution stay as they are") @Default("") String wontFixResolution,
        @Doc("How long after its resolution an issue is reopened") @Default("0s")
                Duration reopenDuration,
        @Doc("Other fields; JSON or YAML, their texts are templates") @Form(advanced = true)
                Map<String, SettingsNode> fields)
        implements PostingSettings {
    public JiraSettings {
        Checks.refuse(project.isEmpty(), "missing project in jira_config");
        Checks.refuse(issueType.isEmpty(), "missing issue_type in jira_config");
        Checks.refuse(
                !apiType.equals("auto")
                        && !apiType.equals("cloud")
                        && !apiType.equals("datacenter"),
                "unknown api_type on jira_config, must be auto, cloud or datacenter");
        Checks.refuse(apiUrl.isEmpty(), "no global Jira Cloud URL set");
        Urls.check(new Secret(apiUrl));
        IssueText _ = IssueText.of("summary", summary, "");
        IssueText _ = IssueText.of("description", description, "");
        IssueLabels _ = IssueLabels.of(labels);
    }

    IssueText summaryText() {
        return IssueText.of("summary", summary, "{{ template \"jira.default.summary\" . }}");
    }

    IssueText descriptionText() {
        return IssueText.of(
                "description", description, "{{ template \"jira.default.description\" . }}");
    }

    IssueLabels issueLabels() {
        return IssueLabels.of(labels);
    }
}
