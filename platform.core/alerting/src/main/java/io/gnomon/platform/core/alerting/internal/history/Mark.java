package io.gnomon.platform.core.alerting.internal.history;

import java.time.Instant;

/**
 * What was noted last of an alert or a group that is suppressed, so that it is noted once.
 *
 * @param subject {@code alert:} and the fingerprint, or {@code group:}, the receiver and the key
 * @param why it is suppressed; another reason is noted anew
 */
public record Mark(String subject, String why, Instant since) {}
