package io.gnomon.platform.core.config.alerting;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code alertmanager.yml} as it is written. */
record AlertmanagerSections(
        GlobalOptions global,
        @Nullable RouteSection route,
        List<ReceiverSection> receivers,
        List<InhibitSection> inhibitRules,
        @FilePath List<String> templates,
        List<TimeIntervalSection.Named> muteTimeIntervals,
        List<TimeIntervalSection.Named> timeIntervals,
        @Nullable Tracing tracing,
        @Nullable EventRecorder eventRecorder) {

    /**
     * A receiver.
     *
     * @param sections of its channels, and keys that are unknown
     */
    record ReceiverSection(
            @Default("") String name,
            Map<String, String> labels,
            @Inline Map<String, SettingsNode> sections) {
        ReceiverSection {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("missing name in receiver");
            }
            String named = labels.getOrDefault("name", name);
            if (!named.equals(name)) {
                throw new IllegalArgumentException(
                        "receiver label \"name\" must match receiver name \"%s\", got \"%s\""
                                .formatted(name, named));
            }
        }
    }

    /** A rule of {@code inhibit_rules}, with the older forms of its matchers. */
    record InhibitSection(
            @Default("") String name,
            Map<String, String> sourceMatch,
            Map<String, String> sourceMatchRe,
            List<String> sourceMatchers,
            Map<String, String> targetMatch,
            Map<String, String> targetMatchRe,
            List<String> targetMatchers,
            List<String> equal) {}

    /** Spans of Alertmanager itself: accepted, this server sends none. */
    record Tracing(
            @Default("") String endpoint,
            @Default("grpc") String clientType,
            @Default("0") double samplingFraction,
            boolean insecure,
            @Nullable TlsSettings tlsConfig,
            @Key("headers") Map<String, HttpSettings.HeaderValues> httpHeaders,
            @Default("") String compression,
            @Default("0s") Duration timeout) {
        Tracing {
            if (endpoint.isEmpty()) {
                throw new IllegalArgumentException("tracing endpoint must be set");
            }
            if (!clientType.equals("grpc") && !clientType.equals("http")) {
                throw new IllegalArgumentException(
                        "expected tracing client type to be http or grpc, but got " + clientType);
            }
            if (!compression.isEmpty() && !compression.equals("gzip")) {
                throw new IllegalArgumentException(
                        "invalid compression type %s provided, valid options: gzip"
                                .formatted(compression));
            }
        }
    }

    /** Where Alertmanager writes events: accepted, this server writes none. */
    record EventRecorder(
            List<FileOutput> fileOutputs,
            List<WebhookOutput> webhookOutputs,
            List<KafkaOutput> kafkaOutputs) {

        record FileOutput(@FilePath @Default("") String path) {
            FileOutput {
                if (path.isEmpty()) {
                    throw new IllegalArgumentException(
                            "event_recorder file output requires a path");
                }
            }
        }

        record WebhookOutput(
                @Nullable Secret url,
                HttpSettings httpConfig,
                @Default("10s") Duration timeout,
                @Default("4") int workers,
                @Default("3") int maxRetries,
                @Default("500ms") Duration retryBackoff) {
            WebhookOutput {
                if (url == null) {
                    throw new IllegalArgumentException(
                            "event_recorder webhook output requires a url");
                }
            }
        }

        record KafkaOutput(
                List<String> brokers,
                @Default("") String topic,
                @Default("") String clientId,
                @Default("") String acks,
                @Default("") String compression,
                @Default("") String format,
                @Default("0") int bufferSize,
                @Nullable TlsSettings tlsConfig) {}
    }
}
