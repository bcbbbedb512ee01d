package io.gnomon.platform.core.config.alerting;

import static io.gnomon.platform.core.config.alerting.Taken.one;
import static io.gnomon.platform.core.config.alerting.Taken.own;
import static io.gnomon.platform.core.config.alerting.Taken.valueOrFile;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The channels of Alertmanager 0.34: what their entries take from {@code global} and which of their
 * keys are secret. From {@code config/config.go} and {@code config/notifiers.go} there.
 */
enum ChannelType {
    DISCORD(
            Set.of("webhook_url"),
            http(),
            own("no discord webhook URL or URLFile provided", "webhook_url", "webhook_url_file")),
    EMAIL(
            Set.of("auth_password", "auth_secret"),
            one("tls_config", "smtp_tls_config"),
            one("smarthost", "smtp_smarthost").required("no global SMTP smarthost set"),
            one("from", "smtp_from").required("no global SMTP from set"),
            one("hello", "smtp_hello").or("localhost"),
            one("auth_username", "smtp_auth_username"),
            valueOrFile("auth_password", "smtp_auth_password"),
            valueOrFile("auth_secret", "smtp_auth_secret"),
            one("auth_identity", "smtp_auth_identity"),
            one("require_tls", "smtp_require_tls").or("true"),
            one("force_implicit_tls", "smtp_force_implicit_tls")),
    INCIDENTIO(Set.of("url", "alert_source_token"), http()),
    JIRA(Set.of(), http(), one("api_url", "jira_api_url").required("no global Jira Cloud URL set")),
    MATTERMOST(
            Set.of("webhook_url"),
            http(),
            valueOrFile("webhook_url", "mattermost_webhook_url")
                    .required("missing webhook_url or webhook_url_file on mattermost_config")),
    MSTEAMS(
            Set.of("webhook_url"),
            http(),
            own("no msteams webhook URL or URLFile provided", "webhook_url", "webhook_url_file")),
    MSTEAMSV2(
            Set.of("webhook_url"),
            http(),
            own("no msteamsv2 webhook URL or URLFile provided", "webhook_url", "webhook_url_file")),
    OPSGENIE(
            Set.of("api_key"),
            http(),
            one("api_url", "opsgenie_api_url").or("https://api.opsgenie.com/"),
            valueOrFile("api_key", "opsgenie_api_key")
                    .required("no global OpsGenie API Key set either inline or in a file")),
    PAGERDUTY(
            Set.of("service_key", "routing_key"),
            http(),
            one("url", "pagerduty_url").or("https://events.pagerduty.com/v2/enqueue")),
    PUSHOVER(Set.of("user_key", "token"), http()),
    ROCKETCHAT(
            Set.of("token", "token_id"),
            http(),
            one("api_url", "rocketchat_api_url").or("https://open.rocket.chat/"),
            valueOrFile("token_id", "rocketchat_token_id")
                    .required("no global Rocketchat TokenID set either inline or in a file"),
            valueOrFile("token", "rocketchat_token")
                    .required("no global Rocketchat Token set either inline or in a file")),
    /** Its URL and token exclude each other: see {@link SlackEntry}. */
    SLACK(
            Set.of("api_url", "app_token"),
            http(),
            one("app_url", "slack_app_url").or("https://slack.com/api/chat.postMessage")),
    SNS(Set.of(), http()),
    TELEGRAM(
            Set.of("bot_token"),
            http(),
            one("api_url", "telegram_api_url").or("https://api.telegram.org"),
            valueOrFile("bot_token", "telegram_bot_token")
                    .required("missing bot_token or bot_token_file on telegram_config")),
    VICTOROPS(
            Set.of("api_key"),
            http(),
            one("api_url", "victorops_api_url")
                    .or("https://alert.victorops.com/integrations/generic/20131114/alert/"),
            valueOrFile("api_key", "victorops_api_key")
                    .required("no global VictorOps API Key set")),
    WEBEX(
            Set.of(),
            http(),
            one("api_url", "webex_api_url").or("https://webexapis.com/v1/messages")),
    WEBHOOK(Set.of("url"), http()),
    WECHAT(
            Set.of("api_secret"),
            http(),
            one("api_url", "wechat_api_url").or("https://qyapi.weixin.qq.com/cgi-bin/"),
            valueOrFile("api_secret", "wechat_api_secret")
                    .required("no global Wechat Api Secret set either inline or in a file"),
            one("corp_id", "wechat_api_corp_id").required("no global Wechat CorpID set"));

    /** Stands in a printed text for a secret. */
    static final String HIDDEN = "<secret>";

    static final String ENDING = "_configs";

    private static final Set<String> SILENT_ON_RESOLVED =
            Set.of("email", "slack", "wechat", "rocketchat");
    private static final Set<String> NEEDS_NO_KEY =
            Set.of("slack", "opsgenie", "wechat", "rocketchat");

    /** Types whose URL Alertmanager ends with a slash. */
    private static final Set<String> ENDS_WITH_SLASH = Set.of("opsgenie", "wechat", "victorops");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> secrets;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Taken> taken;

    ChannelType(Set<String> secrets, Taken... taken) {
        this.secrets = secrets;
        this.taken = List.of(taken);
    }

    /** The type of that name, null when Alertmanager has none. */
    static @Nullable ChannelType find(String name) {
        return Arrays.stream(values())
                .filter(type -> type.typeName().equals(name))
                .findFirst()
                .orElse(null);
    }

    String typeName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code send_resolved} where an entry does not say it. */
    boolean sendResolved() {
        return !SILENT_ON_RESOLVED.contains(typeName());
    }

    /** Whether an entry may be empty, with everything from {@code global}. */
    boolean mayBeEmpty() {
        return NEEDS_NO_KEY.contains(typeName());
    }

    boolean endsUrlWithSlash() {
        return ENDS_WITH_SLASH.contains(typeName());
    }

    Set<String> secrets() {
        return secrets;
    }

    List<Taken> taken() {
        return taken;
    }

    private static Taken http() {
        return one("http_config", "http_config");
    }
}
