package io.gnomon.platform.core.remote.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.StartProblem;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Output;
import io.gnomon.platform.core.remote.RemoteProtocols;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.bulk.BulkImport;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.otlp.OtlpReceiver;
import io.gnomon.platform.core.remote.internal.read.Federation;
import io.gnomon.platform.core.remote.internal.read.ReadServer;
import io.gnomon.platform.core.remote.internal.write.WriteReceiver;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The room as an OSGi component; it is there whether or not there is a store. */
@Component(service = {RemoteProtocols.class, RemoteRoom.class})
public final class RemoteRoom implements RemoteProtocols {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteRoom.class);
    private static final String ACCEPTED = "web.remote-write-receiver.accepted-protobuf-messages";
    private static final String TYPE_AND_UNIT_LABELS = "type-and-unit-labels";

    private final BodyMemory memory = BodyMemory.ofHeap();
    private final ConfigService config;
    private final WriteReceiver receiver;
    private final ReadServer reads;
    private final Federation federation;
    private final BulkImport imports;
    private final OtlpReceiver otlp;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Storage storage;

    @Activate
    public RemoteRoom(BundleContext context, @Reference ConfigService config) {
        this.config = config;
        receiver = receiver(context);
        reads =
                new ReadServer(
                        () -> storage,
                        this::externalLabels,
                        memory,
                        new ReadServer.Limits(
                                limit(context, "storage.remote.read-sample-limit", 50_000_000),
                                limit(context, "storage.remote.read-concurrent-limit", 10),
                                limit(context, "storage.remote.read-max-bytes-in-frame", 1 << 20)));
        String given = context.getProperty("query.lookback-delta");
        long lookbackMillis =
                Durations.parseMillis(given == null || given.isEmpty() ? "5m" : given);
        federation =
                new Federation(
                        () -> storage,
                        this::externalLabels,
                        lookbackMillis,
                        InstantSource.system());
        imports = new BulkImport(() -> storage, memory, InstantSource.system());
        otlp =
                new OtlpReceiver(
                        () -> storage,
                        () -> config.current().remote().otlp(),
                        hasFeature(context, "otlp-native-delta-ingestion"),
                        hasFeature(context, TYPE_AND_UNIT_LABELS),
                        lookbackMillis,
                        memory);
    }

    private Labels externalLabels() {
        return config.current().global().labels();
    }

    /** A flag's number; 0 is no limit. */
    private static int limit(BundleContext context, String flag, int usual) {
        String text = context.getProperty(flag);
        long number = text == null || text.isEmpty() ? usual : Long.parseLong(text);
        return number == 0 ? Integer.MAX_VALUE : (int) Math.min(number, Integer.MAX_VALUE);
    }

    private static boolean hasFeature(BundleContext context, String feature) {
        String features = context.getProperty("enable-feature");
        return features != null && List.of(features.split(",", -1)).contains(feature);
    }

    private WriteReceiver receiver(BundleContext context) {
        String accepted = context.getProperty(ACCEPTED);
        boolean typed = hasFeature(context, TYPE_AND_UNIT_LABELS);
        try {
            return new WriteReceiver(
                    () -> storage, accepted == null ? "" : accepted, typed, memory);
        } catch (IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
            context.registerService(
                    StartProblem.class,
                    new StartProblem(String.valueOf(e.getMessage())),
                    FrameworkUtil.asDictionary(Map.of()));
            return new WriteReceiver(() -> storage, "", typed, memory);
        }
    }

    WriteReceiver receiver() {
        return receiver;
    }

    BodyMemory memory() {
        return memory;
    }

    @Override
    public Reply write(Incoming request) throws IOException {
        return receiver.write(request);
    }

    @Override
    public Reply writeOtlp(Incoming request) throws IOException {
        return otlp.write(request);
    }

    OtlpReceiver otlp() {
        return otlp;
    }

    @Override
    public void read(Incoming request, Output output) throws IOException {
        reads.read(request, output);
    }

    @Override
    public void federate(List<List<Matcher>> selectors, Incoming request, Output output)
            throws IOException {
        federation.federate(selectors, request, output);
    }

    @Override
    public Reply importSamples(Incoming request) throws IOException {
        return imports.importSamples(request);
    }
}
