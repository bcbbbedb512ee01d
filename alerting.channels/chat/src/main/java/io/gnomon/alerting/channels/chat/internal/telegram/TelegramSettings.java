package io.gnomon.alerting.channels.chat.internal.telegram;

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

import java.time.Duration;
import java.util.Set;

/**
 * An entry of Alertmanager's {@code telegram_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Sends to a chat of Telegram through a bot")
public record TelegramSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Default("https://api.telegram.org") @Form(advanced = true) String apiUrl,
        @Nullable Secret botToken,
        @FilePath @Form(advanced = true) @Nullable String botTokenFile,
        @Doc("Chat or group; groups have negative ids") @Default("0") long chatId,
        @FilePath @Form(advanced = true) @Nullable String chatIdFile,
        @Doc("Topic of a group") @Default("0") int messageThreadId,
        @Default("'{{ template \"telegram.default.message\" . }}'") String message,
        @Doc("Without a sound") @Default("false") boolean disableNotifications,
        @Doc("HTML, Markdown, MarkdownV2, or nothing for plain text") @Default("HTML")
                String parseMode,
        @Doc("Longest time to wait for the answer, 0 for no limit of its own")
                @Default("0s")
                @Form(advanced = true)
                Duration timeout)
        implements PostingSettings {
    private static final Set<String> MODES = Set.of("", "Markdown", "MarkdownV2", "HTML");

    public TelegramSettings {
        Checks.atMostOne("bot_token", botToken, "bot_token_file", botTokenFile);
        Checks.refuse(
                chatId == 0 && !Checks.isSet(chatIdFile),
                "missing chat_id or chat_id_file on telegram_config");
        Checks.refuse(
                chatId != 0 && Checks.isSet(chatIdFile),
                "at most one of chat_id & chat_id_file must be configured");
        Checks.refuse(
                !MODES.contains(parseMode),
                "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty"
                        + " string");
        Checks.refuse(
                !Checks.isSet(botToken) && !Checks.isSet(botTokenFile),
                "missing bot_token or bot_token_file on telegram_config");
        Urls.check(new Secret(apiUrl));
    }
}
