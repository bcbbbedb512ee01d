package io.gnomon.alerting.channels.slack.internal;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * An entry of Alertmanager's {@code slack_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Posts to a channel or a user of Slack")
public record SlackSettings(
        @Doc("Tell when alerts are over") @Default("false") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("URL of an incoming webhook")
                @Form(placeholder = "https://hooks.slack.com/services/...")
                @Nullable Secret apiUrl,
        @FilePath @Form(advanced = true) @Nullable String apiUrlFile,
        @Doc("Token of a bot, instead of the URL of a webhook") @Nullable Secret appToken,
        @FilePath @Form(advanced = true) @Nullable String appTokenFile,
        @Doc("Where messages of a bot are posted")
                @Default(SlackSettings.POST_MESSAGE)
                @Form(advanced = true)
                String appUrl,
        @Doc("Channel or user, such as #alerts; a bot needs it") @Default("") String channel,
        @Default("'{{ template \"slack.default.username\" . }}'") String username,
        @Default("'{{ template \"slack.default.color\" . }}'") String color,
        @Default("'{{ template \"slack.default.title\" . }}'") String title,
        @Default("'{{ template \"slack.default.titlelink\" . }}'") String titleLink,
        @Default("'{{ template \"slack.default.pretext\" . }}'") String pretext,
        @Default("'{{ template \"slack.default.text\" . }}'") @Form(widget = "textarea")
                String text,
        @Doc("Text above the attachment") @Default("") String messageText,
        List<Field> fields,
        @Doc("Fields stand beside each other") @Default("false") boolean shortFields,
        @Default("'{{ template \"slack.default.footer\" . }}'") String footer,
        @Default("'{{ template \"slack.default.fallback\" . }}'") String fallback,
        @Default("'{{ template \"slack.default.callbackid\" . }}'") String callbackId,
        @Default("'{{ template \"slack.default.iconemoji\" . }}'") String iconEmoji,
        @Default("'{{ template \"slack.default.iconurl\" . }}'") String iconUrl,
        @Default("") String imageUrl,
        @Default("") String thumbUrl,
        @Doc("Names such as @ops become links") @Default("false") boolean linkNames,
        @Doc("Parts of the attachment that are read as markdown")
                @Default("[fallback, pretext, text]")
                @Form(advanced = true)
                List<String> mrkdwnIn,
        List<Action> actions,
        @Doc("Change the first message of a group instead of posting another one; needs a bot")
                @Default("false")
                boolean updateMessage,
        @Doc("Post further messages of a group as answers to the first one; needs a bot")
                @Default("false")
                boolean postUpdatesToThread,
        @Doc("Longest time to wait for the answer, 0 for no limit of its own")
                @Default("0s")
                @Form(advanced = true)
                Duration timeout)
        implements PostingSettings {

    static final String POST_MESSAGE = "https://slack.com/api/chat.postMessage";

    public SlackSettings {
        Checks.atMostOne("api_url", apiUrl, "api_url_file", apiUrlFile);
        Checks.atMostOne("app_token", appToken, "app_token_file", appTokenFile);
        boolean webhook = Checks.isSet(apiUrl) || Checks.isSet(apiUrlFile);
        boolean app = Checks.isSet(appToken) || Checks.isSet(appTokenFile);
        Checks.refuse(
                webhook && app,
                "at most one of api_url/api_url_file & app_token/app_token_file must be"
                        + " configured");
        Checks.refuse(
                !webhook && !app, "no Slack API URL nor App token set either inline or in a file");
        Urls.check(apiUrl);
        Urls.check(new Secret(appUrl));
        boolean bot = app || (apiUrl != null && apiUrl.reveal().equals(POST_MESSAGE));
        needsBot(updateMessage && !bot, "update_message");
        needsBot(postUpdatesToThread && !bot, "post_updates_to_thread");
        mrkdwnIn = mrkdwnIn.isEmpty() ? List.of("fallback", "pretext", "text") : mrkdwnIn;
    }

    private static void needsBot(boolean wrong, String option) {
        Checks.refuse(
                wrong,
                option
                        + " can only be used with bot tokens. api_url must be set to "
                        + POST_MESSAGE);
    }

    boolean isApp() {
        return Checks.isSet(appToken) || Checks.isSet(appTokenFile);
    }

    /** Text of two columns. */
    public record Field(
            @Default("") String title,
            @Default("") String value,
            @Key("short") @Nullable Boolean isShort) {
        public Field {
            Checks.refuse(title.isEmpty(), "missing title in Slack field configuration");
            Checks.refuse(value.isEmpty(), "missing value in Slack field configuration");
        }
    }

    /** A button: a link, or a name and value that are sent to the app. */
    public record Action(
            @Default("") String type,
            @Default("") String text,
            @Default("") String url,
            @Default("") String style,
            @Default("") String name,
            @Default("") String value,
            @Nullable Confirmation confirm) {
        public Action {
            Checks.refuse(type.isEmpty(), "missing type in Slack action configuration");
            Checks.refuse(text.isEmpty(), "missing text in Slack action configuration");
            Checks.refuse(
                    url.isEmpty() && name.isEmpty(),
                    "missing name or url in Slack action configuration");
        }
    }

    /** Question before an action. */
    public record Confirmation(
            @Default("") String text,
            @Default("") String title,
            @Default("") String okText,
            @Default("") String dismissText) {
        public Confirmation {
            Checks.refuse(text.isEmpty(), "missing text in Slack confirmation configuration");
        }
    }
}
