package io.gnomon.alerting.channels.chat.internal.wechat;

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

/**
 * An entry of Alertmanager's {@code wechat_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Sends through an application of WeChat Work")
public record WeChatSettings(
        @Doc("Tell when alerts are over") @Default("false") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Nullable Secret apiSecret,
        @FilePath @Form(advanced = true) @Nullable String apiSecretFile,
        @Default("") String corpId,
        @Default("'{{ template \"wechat.default.message\" . }}'") String message,
        @Default("https://qyapi.weixin.qq.com/cgi-bin/") @Form(advanced = true) String apiUrl,
        @Default("'{{ template \"wechat.default.to_user\" . }}'") String toUser,
        @Default("'{{ template \"wechat.default.to_party\" . }}'") String toParty,
        @Default("'{{ template \"wechat.default.to_tag\" . }}'") String toTag,
        @Default("'{{ template \"wechat.default.agent_id\" . }}'") String agentId,
        @Doc("text or markdown") @Default("text") String messageType)
        implements PostingSettings {
    public WeChatSettings {
        messageType = messageType.isEmpty() ? "text" : messageType;
        Checks.refuse(
                !messageType.equals("text") && !messageType.equals("markdown"),
                "weChat message type \""
                        + messageType
                        + "\" does not match valid options ^(text|markdown)$");
        Checks.atMostOne("api_secret", apiSecret, "api_secret_file", apiSecretFile);
        Checks.refuse(
                !Checks.isSet(apiSecret) && !Checks.isSet(apiSecretFile),
                "no global Wechat Api Secret set either inline or in a file");
        Checks.refuse(corpId.isEmpty(), "no global Wechat CorpID set");
        Urls.check(new Secret(apiUrl));
    }
}
