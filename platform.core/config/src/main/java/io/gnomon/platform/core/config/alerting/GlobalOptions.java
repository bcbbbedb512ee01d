package io.gnomon.platform.core.config.alerting;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * {@code global} as it is written: what the entries of the receivers take when they do not say it
 * themselves. Which of them takes what is in {@link ChannelType}.
 */
record GlobalOptions(
        @Default("5m") Duration resolveTimeout,
        HttpSettings httpConfig,
        @Nullable URI jiraApiUrl,
        @Nullable String smtpFrom,
        @Nullable String smtpHello,
        @Nullable String smtpSmarthost,
        @Nullable String smtpAuthUsername,
        @Nullable Secret smtpAuthPassword,
        @FilePath @Nullable String smtpAuthPasswordFile,
        @Nullable Secret smtpAuthSecret,
        @FilePath @Nullable String smtpAuthSecretFile,
        @Nullable String smtpAuthIdentity,
        @Nullable Boolean smtpRequireTls,
        @Nullable TlsSettings smtpTlsConfig,
        @Nullable Boolean smtpForceImplicitTls,
        @Nullable Secret slackApiUrl,
        @FilePath @Nullable String slackApiUrlFile,
        @Nullable Secret slackAppToken,
        @FilePath @Nullable String slackAppTokenFile,
        @Nullable URI slackAppUrl,
        @Nullable URI pagerdutyUrl,
        @Nullable URI opsgenieApiUrl,
        @Nullable Secret opsgenieApiKey,
        @FilePath @Nullable String opsgenieApiKeyFile,
        @Nullable URI wechatApiUrl,
        @Nullable Secret wechatApiSecret,
        @FilePath @Nullable String wechatApiSecretFile,
        @Nullable String wechatApiCorpId,
        @Nullable URI victoropsApiUrl,
        @Nullable Secret victoropsApiKey,
        @FilePath @Nullable String victoropsApiKeyFile,
        @Nullable URI telegramApiUrl,
        @Nullable Secret telegramBotToken,
        @FilePath @Nullable String telegramBotTokenFile,
        @Nullable URI webexApiUrl,
        @Nullable URI rocketchatApiUrl,
        @Nullable Secret rocketchatToken,
        @FilePath @Nullable String rocketchatTokenFile,
        @Nullable Secret rocketchatTokenId,
        @FilePath @Nullable String rocketchatTokenIdFile,
        @Nullable Secret mattermostWebhookUrl,
        @FilePath @Nullable String mattermostWebhookUrlFile) {

    GlobalOptions {
        web(jiraApiUrl);
        web(slackAppUrl);
        web(pagerdutyUrl);
        web(opsgenieApiUrl);
        web(wechatApiUrl);
        web(victoropsApiUrl);
        web(telegramApiUrl);
        web(webexApiUrl);
        web(rocketchatApiUrl);
        secretWeb("slack_api_url", slackApiUrl);
        secretWeb("mattermost_webhook_url", mattermostWebhookUrl);
        if (smtpSmarthost != null && !smtpSmarthost.isEmpty()) {
            address(smtpSmarthost);
        }
    }

    private static void web(@Nullable URI url) {
        String problem = url == null ? null : problem(url);
        if (problem != null) {
            throw new IllegalArgumentException(problem + " for URL \"" + url + "\"");
        }
    }

    /** What is wrong with a URL, without naming it. */
    private static @Nullable String problem(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "unsupported scheme \"" + scheme + "\"";
        }
        return url.getRawAuthority() == null ? "missing host" : null;
    }

    /** The text {@code <secret>} stands in a file that was printed back. */
    private static void secretWeb(String key, @Nullable Secret url) {
        if (url == null || url.reveal().equals(ChannelType.HIDDEN)) {
            return;
        }
        String problem;
        try {
            problem = problem(new URI(url.reveal()));
        } catch (URISyntaxException e) {
            problem = "not a URL";
        }
        if (problem != null) {
            throw new IllegalArgumentException(problem + " in " + key);
        }
    }

    private static void address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "address " + hostAndPort + ": missing port in address");
        }
        if (colon == hostAndPort.length() - 1) {
            throw new IllegalArgumentException(
                    "address \"" + hostAndPort + "\": port cannot be empty");
        }
    }
}
