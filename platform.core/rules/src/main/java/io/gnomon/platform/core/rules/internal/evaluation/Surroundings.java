package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.Storage;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What evaluations need of the server.
 *
 * @param storage null while it is away
 * @param engine null while it is away
 * @param alerts takes what has to be sent
 * @param externalUrl of this server, without a slash at its end
 * @param queryOffset of groups that have none of their own, as configured now
 * @param concurrent where independent rules of a group run at the same time, null for one after the
 *     other
 */
public record Surroundings(
        Supplier<@Nullable Storage> storage,
        Supplier<@Nullable QueryEngine> engine,
        AlertTemplates templates,
        Consumer<List<Alert>> alerts,
        String externalUrl,
        Supplier<Duration> queryOffset,
        AlertTimes times,
        InstantSource clock,
        @Nullable Executor concurrent) {
    /**
     * The flags of alerts.
     *
     * @param outageToleranceMillis an outage up to this long keeps the state of alerts
     * @param gracePeriodMillis an alert restored does not fire earlier than this after the restart
     * @param resendDelayMillis an alert is not sent again earlier
     */
    public record AlertTimes(
            long outageToleranceMillis, long gracePeriodMillis, long resendDelayMillis) {
        /** Prometheus's defaults. */
        public static final AlertTimes DEFAULT = new AlertTimes(3_600_000, 600_000, 60_000);
    }
}
