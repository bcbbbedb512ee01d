package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.model.labels.Regex;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.RawText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A step of a dialogue, its parts in this order.
 *
 * @param expect read lines until one has a match
 * @param labels of probe_expect_info, values with the groups of the match
 * @param expectBytes then read these bytes
 * @param send then send this line, with the groups of the match
 * @param startTls then go on over TLS
 */
public record QueryStep(
        @Nullable Regex expect,
        List<Label> labels,
        @RawText @Default("") String expectBytes,
        @RawText @Default("") String send,
        @Key("starttls") boolean startTls) {

    /** A label and its value, a template such as {@code ${1}}. */
    public record Label(String name, String value) {}
}
