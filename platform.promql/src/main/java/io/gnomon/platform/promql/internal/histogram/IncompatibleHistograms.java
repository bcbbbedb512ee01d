package io.gnomon.platform.promql.internal.histogram;

/** One histogram has exponential buckets, the other custom ones: there is nothing in common. */
public final class IncompatibleHistograms extends Exception {
    private static final long serialVersionUID = 1L;

    public IncompatibleHistograms() {
        super("histograms with exponential and custom buckets do not mix", null, false, false);
    }
}
