/**
 * The receiver of OTLP metrics. Start with {@link
 * io.gnomon.platform.core.remote.internal.otlp.OtlpReceiver}; names are made by {@link
 * io.gnomon.platform.core.remote.internal.otlp.MetricNames} and {@link
 * io.gnomon.platform.core.remote.internal.otlp.LabelNames}.
 */
@NullMarked
package io.gnomon.platform.core.remote.internal.otlp;

import org.jspecify.annotations.NullMarked;
