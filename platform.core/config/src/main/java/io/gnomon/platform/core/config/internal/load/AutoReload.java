package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads the configuration again when what its files contain has changed, as {@code
 * --config.auto-reload} asks. A content that was refused is not tried a second time.
 */
final class AutoReload implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AutoReload.class);

    private final ConfigService service;
    private final Supplier<String> checksum;
    private final Registration ofReloads;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("config-reload").daemon().factory());
    private String seen;

    /**
     * @param checksum of what the files contain now
     */
    AutoReload(ConfigService service, Supplier<String> checksum) {
        this.service = service;
        this.checksum = checksum;
        this.seen = checksum.get();
        // After a reload that somebody else asked for there is nothing left to do.
        this.ofReloads = service.onChange(config -> seeNow());
    }

    /** Looks at each interval from now on. */
    AutoReload every(Duration interval) {
        long millis = interval.toMillis();
        var _ = thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
        return this;
    }

    private synchronized void seeNow() {
        seen = checksum.get();
    }

    /** Reloads if the content is another than the last time. */
    void look() {
        synchronized (this) {
            String now = checksum.get();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
        }
        try {
            service.reload();
        } catch (SettingsException e) {
            log.debug("the reload of the changed file failed", e);
        } catch (RuntimeException e) {
            // A throw would end the regular looks.
            log.error("the reload of the changed file failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        ofReloads.close();
    }
}
