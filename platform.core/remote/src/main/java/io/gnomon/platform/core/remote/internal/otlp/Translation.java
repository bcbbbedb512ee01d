package io.gnomon.platform.core.remote.internal.otlp;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.config.OtlpConfig;
import io.gnomon.platform.core.promformat.remote.OtlpAttributes;
import io.gnomon.platform.core.promformat.remote.OtlpMetric;
import io.gnomon.platform.core.promformat.remote.OtlpMetric.Kind;
import io.gnomon.platform.core.promformat.remote.OtlpPoint;
import io.gnomon.platform.core.promformat.remote.OtlpReader;
import io.gnomon.platform.core.remote.internal.bulk.ImportRows;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Makes rows of the store of what the reader finds; what has no place there is refused with a
 * sentence, the rest goes on. For one request and one thread.
 */
final class Translation implements OtlpReader.Visitor {
    private final OtlpConfig config;
    private final boolean deltas;
    private final boolean typeAndUnitLabels;
    private final long targetInfoMillis;
    private final ImportRows rows;
    private final MetricNames names;
    private final ResourceLabels labels;

    private String refusedResource = "";
    private String refusedScope = "";
    private String family = "";
    private MetricMetadata described = new MetricMetadata(MetricType.UNKNOWN, "", "");
    private boolean refusedMetric;
    private OtlpMetric metric = new OtlpMetric("", "", "", Kind.NONE, false, false, false);
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private @Nullable StorageException failure;

    /**
     * A translation.
     *
     * @param deltas whether points that are changes are stored as they are
     * @param typeAndUnitLabels whether series get labels of their type and unit; that of the
     *     resource has none
     * @param targetInfoMillis distance of the samples of target_info
     */
    Translation(
            OtlpConfig config,
            boolean deltas,
            boolean typeAndUnitLabels,
            long targetInfoMillis,
            ImportRows rows) {
        this.config = config;
        this.deltas = deltas;
        this.typeAndUnitLabels = typeAndUnitLabels;
        this.targetInfoMillis = targetInfoMillis;
        this.rows = rows;
        this.names = new MetricNames(config.translationStrategy());
        this.labels = new ResourceLabels(config);
    }

    /**
     * Passes on what the store refused altogether.
     *
     * @throws StorageException as the store gave it
     */
    void check() throws StorageException {
        StorageException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void resource(OtlpAttributes attributes) {
        earliest = Long.MAX_VALUE;
        latest = Long.MIN_VALUE;
        refusedResource = "";
        try {
            labels.resource(attributes);
        } catch (Untranslatable e) {
            refusedResource = String.valueOf(e.getMessage());
            rows.refuse(refusedResource);
        }
    }

    @Override
    public void scope(String name, String version, String schemaUrl, OtlpAttributes attributes) {
        refusedScope = "";
        try {
            labels.scope(name, version, schemaUrl, attributes);
        } catch (Untranslatable e) {
            refusedScope = String.valueOf(e.getMessage());
            rows.refuse(refusedScope);
        }
    }

    @Override
    public void metric(OtlpMetric found) {
        metric = found;
        refusedMetric = true;
        if (!refusedResource.isEmpty() || !refusedScope.isEmpty()) {
            return;
        }
        boolean temporal =
                switch (found.kind()) {
                    case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM -> true;
                    case GAUGE, SUMMARY, NONE -> false;
                };
        if (found.kind() == Kind.NONE) {
            rows.refuse("unsupported metric type of \"" + found.name() + "\"");
            return;
        }
        if (temporal && !found.cumulative() && !(deltas && found.delta())) {
            rows.refuse(
                    "invalid temporality and type combination for metric \"" + found.name() + "\"");
            return;
        }
        try {
            family = names.name(found);
        } catch (Untranslatable e) {
            rows.refuse(String.valueOf(e.getMessage()));
            return;
        }
        refusedMetric = false;
        described =
                new MetricMetadata(
                        type(found), found.description(), Units.of(found.unit()).clean().name());
        rows.metadata(family, described);
    }

    /** Prometheus has no type for deltas: they have none. */
    private static MetricType type(OtlpMetric metric) {
        if (metric.delta()) {
            return MetricType.UNKNOWN;
        }
        return switch (metric.kind()) {
            case SUM -> metric.monotonic() ? MetricType.COUNTER : MetricType.GAUGE;
            case GAUGE -> MetricType.GAUGE;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> MetricType.HISTOGRAM;
            case SUMMARY -> MetricType.SUMMARY;
            case NONE -> MetricType.UNKNOWN;
        };
    }

    @Override
    public void point(OtlpPoint point) {
        if (refusedMetric || failure != null) {
            return;
        }
        try {
            Map<String, String> base = labels.point(point.attributes);
            earliest = Math.min(earliest, point.timeMillis);
            latest = Math.max(latest, point.timeMillis);
            switch (metric.kind()) {
                case GAUGE, SUM -> number(point, base);
                case HISTOGRAM -> {
                    if (config.convertHistogramsToNhcb()) {
                        histogram(point, base, NativeHistograms.custom(point, metric.delta()));
                    } else {
                        classic(point, base);
                    }
                }
                case EXPONENTIAL_HISTOGRAM ->
                        histogram(point, base, NativeHistograms.exponential(point, metric.delta()));
                case SUMMARY -> summary(point, base);
                case NONE -> {}
            }
        } catch (Untranslatable e) {
            rows.refuse(String.valueOf(e.getMessage()));
        } catch (StorageException e) {
            failure = e;
        }
    }

    private void series(Map<String, String> base, String name) {
        base.put(Labels.METRIC_NAME, name);
        if (typeAndUnitLabels) {
            Labels.Builder labels = ResourceLabels.labels(base).toBuilder();
            described.setLabels(labels);
            rows.series(labels.build());
        } else {
            rows.series(ResourceLabels.labels(base));
        }
    }

    private void add(OtlpPoint point, double value, boolean counts) throws StorageException {
        if (counts && point.startTimeMillis > 0) {
            rows.startTime(point.timeMillis, point.startTimeMillis);
        }
        rows.add(point.timeMillis, point.isStale() ? SampleValues.STALE_NAN : value);
    }

    private void number(OtlpPoint point, Map<String, String> base) throws StorageException {
        series(base, family);
        add(point, point.value, metric.kind() == Kind.SUM && metric.monotonic());
        point.exemplars.forEach(rows::exemplar);
    }

    private void histogram(OtlpPoint point, Map<String, String> base, Histogram histogram)
            throws StorageException {
        series(base, family);
        rows.add(point.timeMillis, histogram);
        point.exemplars.forEach(rows::exemplar);
    }

    private void classic(OtlpPoint point, Map<String, String> base) throws StorageException {
        if (point.hasSum) {
            series(base, family + "_sum");
            add(point, point.sum, true);
        }
        series(base, family + "_count");
        add(point, point.count, true);
        double cumulative = 0;
        double below = Double.NEGATIVE_INFINITY;
        int bounds = Math.min(point.bounds.size(), point.counts.size());
        for (int i = 0; i < bounds; i++) {
            cumulative += point.counts.get(i);
            double bound = point.bounds.get(i);
            base.put("le", GoNumbers.plain(bound));
            series(base, family + "_bucket");
            add(point, cumulative, true);
            exemplars(point, below, bound);
            below = bound;
        }
        base.put("le", "+Inf");
        series(base, family + "_bucket");
        add(point, point.count, true);
        exemplars(point, below, Double.POSITIVE_INFINITY);
        base.remove("le");
    }

    private void exemplars(OtlpPoint point, double above, double upTo) {
        for (Exemplar exemplar : point.exemplars) {
            if (exemplar.value() > above && exemplar.value() <= upTo) {
                rows.exemplar(exemplar);
            }
        }
    }

    private void summary(OtlpPoint point, Map<String, String> base) throws StorageException {
        series(base, family + "_sum");
        add(point, point.sum, true);
        series(base, family + "_count");
        add(point, point.count, true);
        for (int i = 0; i < point.quantiles.size(); i++) {
            base.put("quantile", GoNumbers.plain(point.quantiles.get(i)));
            series(base, family);
            add(point, point.quantileValues.get(i), false);
        }
        base.remove("quantile");
    }

    /** A sample of target_info at the last point, and as many before it as a query needs. */
    @Override
    public void resourceEnd() {
        if (latest < earliest || failure != null || labels.targetInfo().isEmpty()) {
            return;
        }
        try {
            rows.metadata(
                    "target_info", new MetricMetadata(MetricType.GAUGE, "Target metadata", ""));
            rows.series(labels.targetInfo());
            // A sender that says 1970 must not make millions of samples.
            long from = Math.max(earliest, latest - 100 * targetInfoMillis);
            for (long time = from; time < latest; time += targetInfoMillis) {
                rows.add(time, 1);
            }
            rows.add(latest, 1);
        } catch (StorageException e) {
            failure = e;
        }
    }
}
