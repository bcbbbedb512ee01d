package io.gnomon.alerting.channels.push.internal.sns;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.stream.Stream;

/**
 * An entry of Alertmanager's {@code sns_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Publishes to a topic, a phone or an endpoint of Amazon SNS")
public record SnsSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("Address of the service; that of the region when empty")
                @Default("")
                @Form(advanced = true)
                String apiUrl,
        @Key("sigv4") SigV4 sigv4,
        @Default("") String topicArn,
        @Doc("In the form +4930...") @Default("") String phoneNumber,
        @Default("") String targetArn,
        @Default("'{{ template \"sns.default.subject\" . }}'") String subject,
        @Default("'{{ template \"sns.default.message\" . }}'") String message,
        Map<String, String> attributes)
        implements PostingSettings {
    public SnsSettings {
        Checks.refuse(
                Stream.of(topicArn, phoneNumber, targetArn)
                                .filter(target -> !target.isEmpty())
                                .count()
                        != 1,
                "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
        if (!apiUrl.contains("{{")) {
            Urls.check(new Secret(apiUrl));
        }
    }

    /** Prometheus's {@code sigv4}. */
    @Doc("How requests are signed")
    public record SigV4(
            @Doc("That of the environment when empty") @Default("") String region,
            @Default("") String accessKey,
            @Nullable Secret secretKey,
            @Default("") String profile,
            @Doc("Role to assume") @Default("") String roleArn,
            @Default("") String externalId,
            @Key("use_fips_sts_endpoint") boolean useFipsStsEndpoint) {
        public SigV4 {
            Checks.refuse(
                    accessKey.isEmpty() == Checks.isSet(secretKey),
                    "must provide a AWS SigV4 Access key and Secret Key if credentials are"
                            + " specified in the SigV4 config");
        }

        HttpSigning signing() {
            return new HttpSigning.Amazon(
                    "sns",
                    region,
                    accessKey,
                    secretKey,
                    profile,
                    roleArn.isEmpty()
                            ? null
                            : new HttpSigning.Amazon.Role(roleArn, externalId, "", Map.of()),
                    useFipsStsEndpoint);
        }
    }
}
