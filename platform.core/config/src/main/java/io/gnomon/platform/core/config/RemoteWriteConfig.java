package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An entry of {@code remote_write}: where samples are sent to. Two that are equal send the same in
 * the same way.
 *
 * @param roundRobinDns whether each new connection goes to any address of the receiver's name
 * @param failedRequestLogging accepted and not used: what fails is always said
 * @param sigv4 null when requests are not signed so
 * @param azuread as sigv4
 * @param googleIam as sigv4
 */
@Doc("Where samples are sent to")
public record RemoteWriteConfig(
        @Default("") URI url,
        @Default("") String name,
        @Default("30s") Duration remoteTimeout,
        Map<String, Secret> headers,
        List<RelabelConfig> writeRelabelConfigs,
        @Default("prometheus.WriteRequest") String protobufMessage,
        boolean sendExemplars,
        boolean sendNativeHistograms,
        boolean roundRobinDns,
        @Nullable SettingsNode failedRequestLogging,
        @Inline HttpSettings http,
        QueueConfig queueConfig,
        MetadataConfig metadataConfig,
        @Nullable SigV4Config sigv4,
        @Nullable AzureAdConfig azuread,
        @Nullable GoogleIamConfig googleIam) {

    private static final String MESSAGE_1 = "prometheus.WriteRequest";
    private static final String MESSAGE_2 = "io.prometheus.write.v2.Request";

    public RemoteWriteConfig {
        if (url.toString().isEmpty()) {
            throw new IllegalArgumentException("url for remote_write is empty");
        }
        if (!protobufMessage.equals(MESSAGE_1) && !protobufMessage.equals(MESSAGE_2)) {
            throw new IllegalArgumentException(
                    "invalid protobuf_message value: unknown type for remote write protobuf"
                            + " message "
                            + protobufMessage
                            + ", supported: "
                            + MESSAGE_1
                            + ", "
                            + MESSAGE_2);
        }
        RemoteUrls.checkHeaders(headers.keySet());
        checkMethods(http, sigv4, azuread, googleIam);
    }

    private static void checkMethods(
            HttpSettings http,
            @Nullable SigV4Config sigv4,
            @Nullable AzureAdConfig azuread,
            @Nullable GoogleIamConfig googleIam) {
        List<String> given = new ArrayList<>();
        add(given, "basic_auth", http.basicAuth());
        add(given, "authorization", http.authorization());
        add(given, "oauth2", http.oauth2());
        add(given, "sigv4", sigv4);
        add(given, "azuread", azuread);
        add(given, "google_iam", googleIam);
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    "at most one of basic_auth, authorization, oauth2, sigv4, azuread or google_iam"
                            + " must be configured. Currently configured: "
                            + given);
        }
    }

    private static void add(List<String> given, String name, @Nullable Record method) {
        if (method != null) {
            given.add(name);
        }
    }

    /** The URL without a password that it may have. */
    public String shownUrl() {
        return RemoteUrls.shown(url);
    }

    /** Whether messages are those of remote write 2.0. */
    public boolean version2() {
        return protobufMessage.equals(MESSAGE_2);
    }

    /** How requests are signed, null for not at all. */
    public @Nullable HttpSigning signing() {
        return sigv4 != null
                ? sigv4.signing()
                : azuread != null
                        ? azuread.signing()
                        : googleIam != null ? googleIam.signing() : null;
    }

    /**
     * How samples wait and are sent.
     *
     * @param capacity samples that wait in one shard
     * @param maxSamplesPerSend samples of one message
     * @param batchSendDeadline how long samples wait for a message to become full
     * @param sampleAgeLimit older samples are dropped, 0 for never
     */
    public record QueueConfig(
            @Default("10000") int capacity,
            @Default("50") int maxShards,
            @Default("1") int minShards,
            @Default("2000") int maxSamplesPerSend,
            @Default("5s") Duration batchSendDeadline,
            @Default("30ms") Duration minBackoff,
            @Default("5s") Duration maxBackoff,
            @Key("retry_on_http_429") boolean retryOnTooManyRequests,
            @Default("0s") Duration sampleAgeLimit) {
        public QueueConfig {
            require(capacity > 0, "capacity must be positive");
            require(maxShards > 0, "max_shards must be positive");
            require(minShards > 0, "min_shards must be positive");
            require(minShards <= maxShards, "min_shards must not be greater than max_shards");
            require(maxSamplesPerSend > 0, "max_samples_per_send must be positive");
            require(
                    minBackoff.compareTo(maxBackoff) <= 0,
                    "max_backoff must not be less than min_backoff");
        }

        private static void require(boolean holds, String sentence) {
            if (!holds) {
                throw new IllegalArgumentException("remote write queue " + sentence);
            }
        }
    }

    /** What is sent about metric families; 2.0 sends it with each series, whatever is said here. */
    public record MetadataConfig(
            @Default("true") boolean send,
            @Default("1m") Duration sendInterval,
            @Default("2000") @Limit(min = 1) int maxSamplesPerSend) {}
}
