package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Services that runit supervises, of their files supervise/status: TAI64N label of the last change
 * (12 bytes), process, paused, wanted, asked to end, state (runsv.c).
 *
 * @param services folder of the services
 */
record RunitCollector(HostFiles files, Path services) implements Collector {
    private static final int STATUS_BYTES = 20;
    private static final int WANTED_AT = 17;
    private static final int STATE_AT = 19;

    /** TAI64 label of 1970-01-01, as runit counts. */
    private static final long TAI_OF_EPOCH = 4611686018427387914L;

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path service : files.listPresent(services, "*")) {
            Path file = service.resolve("supervise/status");
            // runsv does not run, or is just writing.
            if (Files.isReadable(file) && Files.size(file) == STATUS_BYTES) {
                byte[] status = Files.readAllBytes(file);
                if (status.length == STATUS_BYTES) {
                    report(out, service, status);
                }
            }
        }
    }

    private static void report(Metrics out, Path service, byte[] status) {
        String[] labels = {"service", HostFiles.name(service), "supervisor", "runit"};
        out.gauge("node_service_state", "0 down, 1 up, 2 finishing.", status[STATE_AT], labels);
        out.gauge(
                "node_service_desired_state",
                "0 for down, 1 for up.",
                status[WANTED_AT] == 'u' ? 1 : 0,
                labels);
        out.gauge(
                "node_service_normal_state",
                "1 when the service is to be up after a start.",
                Files.exists(service.resolve("supervise/down")) ? 0 : 1,
                labels);
        out.gauge(
                "node_service_state_last_change_timestamp_seconds",
                "When the state changed last.",
                (double) (ByteBuffer.wrap(status).getLong(0) - TAI_OF_EPOCH),
                labels);
    }
}
