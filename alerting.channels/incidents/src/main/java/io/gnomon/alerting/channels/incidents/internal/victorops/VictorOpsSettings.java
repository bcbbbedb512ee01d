package io.gnomon.alerting.channels.incidents.internal.victorops;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * An entry of Alertmanager's {@code victorops_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Opens and resolves incidents of VictorOps, Splunk On-Call")
public record VictorOpsSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Nullable Secret apiKey,
        @FilePath @Form(advanced = true) @Nullable String apiKeyFile,
        @Default("https://alert.victorops.com/integrations/generic/20131114/alert/")
                @Form(advanced = true)
                String apiUrl,
        @Default("") String routingKey,
        @Doc("CRITICAL, WARNING or INFO") @Default("CRITICAL") String messageType,
        @Default("'{{ template \"victorops.default.state_message\" . }}'") String stateMessage,
        @Default("'{{ template \"victorops.default.entity_display_name\" . }}'")
                String entityDisplayName,
        @Default("'{{ template \"victorops.default.monitoring_tool\" . }}'") String monitoringTool,
        Map<String, String> customFields)
        implements PostingSettings {
    private static final List<String> OWN_FIELDS =
            List.of(
                    "routing_key",
                    "message_type",
                    "state_message",
                    "entity_display_name",
                    "monitoring_tool",
                    "entity_id",
                    "entity_state");

    public VictorOpsSettings {
        Checks.refuse(routingKey.isEmpty(), "missing Routing key in VictorOps config");
        Checks.atMostOne("api_key", apiKey, "api_key_file", apiKeyFile);
        for (String field : OWN_FIELDS) {
            Checks.refuse(
                    customFields.containsKey(field),
                    "victorOps config contains custom field "
                            + field
                            + " which cannot be used as it conflicts with the fixed/static fields");
        }
        Checks.refuse(
                !Checks.isSet(apiKey) && !Checks.isSet(apiKeyFile),
                "no global VictorOps API Key set");
        Urls.check(new Secret(apiUrl));
    }
}
