package io.gnomon.platform.core.alerting;

import io.gnomon.model.labels.Labels;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.function.Predicate;

/**
 * What happened to alerts: each change of their state and each notification; an OSGi service. Any
 * thread.
 */
@ProviderType
public interface AlertHistory {
    /** Events that are asked for, newest first; those of the last moments may still be missing. */
    Page events(Question question);

    /**
     * Which events are asked for.
     *
     * @param fromId least id
     * @param beforeId ids are less than this; {@link Page#next} of the page before
     * @param limit most events of a page
     */
    record Question(long fromId, long beforeId, int limit, Predicate<AlertEvent> wanted) {
        /** Events about alerts whose labels pass. */
        public static Question newest(int limit, Predicate<Labels> labels) {
            return new Question(0, Long.MAX_VALUE, limit, event -> labels.test(event.labels()));
        }
    }

    /**
     * A part of the answer.
     *
     * @param next where the next page goes on, 0 when there is none. A page with a next one may
     *     have fewer events than the limit, even none: no call reads everything to find little.
     */
    record Page(List<AlertEvent> events, long next) {
        public Page {
            events = List.copyOf(events);
        }
    }
}
