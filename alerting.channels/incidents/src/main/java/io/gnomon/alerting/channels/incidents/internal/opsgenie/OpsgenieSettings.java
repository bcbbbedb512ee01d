package io.gnomon.alerting.channels.incidents.internal.opsgenie;

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An entry of Alertmanager's {@code opsgenie_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Opens and closes alerts of Opsgenie")
public record OpsgenieSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("A template") @Nullable Secret apiKey,
        @FilePath @Form(advanced = true) @Nullable String apiKeyFile,
        @Default("https://api.opsgenie.com/") @Form(advanced = true) String apiUrl,
        @Default("'{{ template \"opsgenie.default.message\" . }}'") String message,
        @Default("'{{ template \"opsgenie.default.description\" . }}'") String description,
        @Default("'{{ template \"opsgenie.default.source\" . }}'") String source,
        @Doc("More than the common labels") Map<String, String> details,
        @Default("") String entity,
        List<Responder> responders,
        @Doc("Separated by commas") @Default("") String actions,
        @Doc("Separated by commas") @Default("") String tags,
        @Default("") String note,
        @Doc("P1 to P5") @Default("") String priority,
        @Doc("Change message and description of an alert that is open") @Default("false")
                boolean updateAlerts)
        implements PostingSettings {
    public OpsgenieSettings {
        Checks.atMostOne("api_key", apiKey, "api_key_file", apiKeyFile);
        Checks.refuse(
                !Checks.isSet(apiKey) && !Checks.isSet(apiKeyFile),
                "no global OpsGenie API Key set either inline or in a file");
        Urls.check(new Secret(apiUrl));
    }

    /** Who is told. "teams" stands for several teams, their names separated by commas. */
    public record Responder(
            @Default("") String id,
            @Default("") String name,
            @Default("") String username,
            @Default("") String type) {
        private static final Set<String> TYPES =
                Set.of("team", "teams", "user", "escalation", "schedule");

        public Responder {
            Checks.refuse(
                    id.isEmpty() && name.isEmpty() && username.isEmpty(),
                    "opsGenieConfig responder {"
                            + String.join(" ", id, name, username, type)
                            + "} has to have at least one of id, username or name specified");
            if (!type.contains("{{")) {
                Checks.refuse(
                        !TYPES.contains(type.toLowerCase(Locale.ROOT)),
                        "opsGenieConfig responder {"
                                + String.join(" ", id, name, username, type)
                                + "} type does not match valid options"
                                + " ^(team|teams|user|escalation|schedule)$");
                type = type.toLowerCase(Locale.ROOT);
            }
        }
    }
}
