package io.gnomon.alerting.channels.posting;

import io.gnomon.spi.common.HttpSettings;

/** Settings of a channel that posts. */
public interface PostingSettings {
    HttpSettings httpConfig();
}
