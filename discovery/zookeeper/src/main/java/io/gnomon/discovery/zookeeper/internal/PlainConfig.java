package io.gnomon.discovery.zookeeper.internal;

import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Settings of a client that neither encrypts nor logs in. The older names of settings are not
 * looked for, since the library would need classes of Netty for that.
 */
final class PlainConfig extends ZKClientConfig {
    PlainConfig() {
        setProperty(ENABLE_CLIENT_SASL_KEY, "false");
    }

    @Override
    protected void handleBackwardCompatibility() {
        // There is nothing of old.
    }
}
