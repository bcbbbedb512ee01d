package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.core.config.ScrapeConfig;

/**
 * How fine native histograms may be: what is finer is made coarser.
 *
 * @param buckets most buckets of both sides together, 0 for any number
 * @param finestSchema schema from which on they are coarse enough
 */
record HistogramResolution(long buckets, int finestSchema) {
    private static final int COARSEST = -4;
    private static final int FINEST = 8;

    static HistogramResolution of(ScrapeConfig config) {
        return new HistogramResolution(
                config.nativeHistogramBucketLimit(),
                schemaOf(config.nativeHistogramMinBucketFactor()));
    }

    /**
     * The finest schema whose buckets grow at least by this factor; in schema s they grow by
     * 2^(2^-s).
     *
     * @param factor 1 and less stand for any
     */
    static int schemaOf(double factor) {
        if (factor <= 1) {
            return FINEST;
        }
        double steps = -Math.log(Math.log(factor) / Math.log(2)) / Math.log(2);
        return (int) Math.clamp(Math.floor(steps), COARSEST, FINEST);
    }

    /**
     * The histogram, coarser when it has to be.
     *
     * @throws ScrapeFailure when it has too many buckets and cannot be coarser
     */
    Histogram of(Histogram histogram) throws ScrapeFailure {
        Histogram fitting = histogram.inSchema(finestSchema);
        while (buckets > 0 && bucketsOf(fitting) > buckets) {
            if (fitting.schema() <= COARSEST) {
                throw new ScrapeFailure(
                        ScrapeFailure.Kind.BUCKET_LIMIT, "histogram bucket limit exceeded");
            }
            fitting = fitting.inSchema(fitting.schema() - 1);
        }
        return fitting;
    }

    private static int bucketsOf(Histogram histogram) {
        return histogram.positiveBuckets().length + histogram.negativeBuckets().length;
    }
}
