package io.gnomon.platform.promql.internal.run;

/**
 * Times at which an expression is evaluated.
 *
 * @param stepMillis distance of the times, at least 1
 * @param count how many there are, at least 1
 */
public record Grid(long startMillis, long stepMillis, int count) {
    /** From start to end, both included where the step hits it. */
    public static Grid between(long startMillis, long endMillis, long stepMillis) {
        long step = Math.max(1, stepMillis);
        return new Grid(startMillis, step, (int) ((endMillis - startMillis) / step) + 1);
    }

    public long time(int step) {
        return startMillis + step * stepMillis;
    }

    public long endMillis() {
        return time(count - 1);
    }

    /** The first time only. */
    public Grid first() {
        return new Grid(startMillis, stepMillis, 1);
    }
}
