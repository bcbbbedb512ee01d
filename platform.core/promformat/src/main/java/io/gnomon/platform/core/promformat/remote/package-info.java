/**
 * Messages of remote write (1.0 and 2.0) and remote read, read and written byte by byte, and those
 * of OTLP, read; metric families of the exposition in protobuf, written: no class per message, no
 * object per sample. Start with {@link
 * io.gnomon.platform.core.promformat.remote.WriteRequestReader}, {@link
 * io.gnomon.platform.core.promformat.remote.WriteRequestWriter}, {@link
 * io.gnomon.platform.core.promformat.remote.ReadRequest}, {@link
 * io.gnomon.platform.core.promformat.remote.OtlpReader}.
 *
 * <p>Sources: prometheus.io/docs/specs/prw; prometheus/prometheus, prompb/types.proto,
 * prompb/remote.proto, prompb/io/prometheus/write/v2/types.proto; prometheus/client_model,
 * io/prometheus/client/metrics.proto; open-telemetry/opentelemetry-proto,
 * opentelemetry/proto/metrics/v1/metrics.proto.
 */
@Export
@Version("1.3.0")
@NullMarked
package io.gnomon.platform.core.promformat.remote;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
