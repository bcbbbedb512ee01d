package io.gnomon.discovery.polling;

import io.gnomon.spi.common.HttpSettings;

import java.time.Duration;

/** What the settings of all polled discoveries have. */
public interface PolledSettings {
    /** How the interface is asked. */
    HttpSettings http();

    Duration refreshInterval();
}
