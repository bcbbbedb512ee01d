package io.gnomon.platform.testkit.settings;

import io.gnomon.spi.common.ByteSize;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A settings record with one component of each sort. */
@Doc("An example")
public record ExampleSettings(
        @Doc("Where to ask") URI url,
        @Limit(min = 1, max = 100) @Default("10") int poolSize,
        @Limit(min = 1) @Default("30s") Duration scrapeTimeout,
        @Default("true") boolean followRedirects,
        boolean verbose,
        @Default("0") @ByteSize long bodyLimit,
        double ratio,
        @Default("slow") Speed speed,
        @Nullable Secret password,
        @Nullable String comment,
        @Key("type") @Form(advanced = true) @Default("") String kind,
        @Limit(max = 2) List<String> names,
        Map<String, List<Integer>> numbers,
        @Inline Credentials credentials,
        @Nullable Nested nested,
        Nested always,
        List<Nested> list,
        @Nullable SettingsNode raw) {

    public enum Speed {
        SLOW,
        @Key("very-fast")
        FAST
    }

    public record Credentials(@Nullable String user, @Nullable Secret token) {
        public Credentials {
            if (user != null && token != null) {
                throw new IllegalArgumentException("at most one of user & token may be set");
            }
        }
    }

    public record Nested(@Default("7") int depth, Map<String, String> labels) {}
}
