package io.gnomon.platform.tsdb.internal.codec;

/**
 * Whole numbers as bytes. Each column takes the smallest of four shapes; all arithmetic is modulo
 * 2^64, so every sequence of 64-bit numbers comes back.
 *
 * <p>A {@link #CONSTANT} is its number. The other shapes are residuals {@code r} with {@code v[i] =
 * base + r[i]} ({@link #FRAME}), {@code v[i] = v[i-1] + base + r[i]} ({@link #DELTA}), or the same
 * for the differences ({@link #DELTA_OF_DELTA}). Residuals are multiples of a divisor; most of the
 * quotients have the same width, and the few that are wider leave their high part in a list of
 * patches (patched frame of reference: Zukowski and others, ICDE 2006). A column that changes
 * rarely is a DELTA of width 0 with a patch for each change.
 *
 * <p>Format: docs/formats/chunks.md. Keeps scratch space: for one thread.
 */
public final class LongColumn {
    static final int CONSTANT = 0;
    static final int FRAME = 1;
    static final int DELTA = 2;
    static final int DELTA_OF_DELTA = 3;
    static final int SHAPES = 4;

    private static final int WITH_DIVISOR = 0x80;

    private static final long NEARLY = 8;

    private final boolean quick;
    private final long[] estimates = new long[SHAPES];

    /** Made by the first {@link #plan}: who only reads needs none. */
    private Residuals[] shapes = {};

    private long[] patches = {};

    /** The shape chosen by the last {@link #plan}. */
    private int shape;

    /** Tries all shapes. */
    public LongColumn() {
        this(false);
    }

    /**
     * Tries all shapes, or those alone that look best.
     *
     * @param quick for who encodes often and for a short time: a third of the work, a little larger
     */
    LongColumn(boolean quick) {
        this.quick = quick;
    }

    /** Appends the first {@code count} numbers, at least one. */
    public void encode(long[] numbers, int count, ByteSink out) {
        plan(numbers, count);
        out.u8(shape);
        write(numbers, count, out);
    }

    /** Chooses the shape and returns how many bytes {@link #write} will take, about. */
    int plan(long[] numbers, int count) {
        if (constant(numbers, count)) {
            shape = CONSTANT;
            return ByteSink.zigzagBytes(numbers[0]);
        }
        int best = Integer.MAX_VALUE;
        long most = quick && count > 2 ? estimate(numbers, count) : Long.MAX_VALUE;
        if (shapes.length == 0) {
            shapes = new Residuals[] {new Residuals(), new Residuals(), new Residuals()};
        }
        for (int candidate = FRAME; candidate < SHAPES; candidate++) {
            int order = candidate - FRAME;
            if (count <= order) {
                break;
            }
            if (estimates[candidate] > most) {
                continue;
            }
            int bytes = shapes[order].of(numbers, count, order);
            if (bytes < best) {
                best = bytes;
                shape = candidate;
            }
        }
        return best;
    }

    /**
     * Sums up the bits that the residuals of each shape have around zero or around their mean; the
     * answer is a little more than the smallest sum.
     */
    private long estimate(long[] numbers, int count) {
        long middle = numbers[count >>> 1];
        long mean = (numbers[count - 1] - numbers[0]) / (count - 1);
        long before = numbers[0];
        long differenceBefore = numbers[1] - before;
        long frame = bits(before - middle);
        long delta = 0;
        long deltaOfMean = 0;
        long deltaOfDelta = 0;
        for (int i = 1; i < count; i++) {
            long number = numbers[i];
            long difference = number - before;
            frame += bits(number - middle);
            delta += bits(difference);
            deltaOfMean += bits(difference - mean);
            deltaOfDelta += bits(difference - differenceBefore);
            before = number;
            differenceBefore = difference;
        }
        estimates[FRAME] = frame;
        estimates[DELTA] = Math.min(delta, deltaOfMean);
        estimates[DELTA_OF_DELTA] = deltaOfDelta;
        long least = Math.min(frame, Math.min(estimates[DELTA], deltaOfDelta));
        return least + least / NEARLY;
    }

    private static int bits(long number) {
        return number == 0 ? 0 : 65 - Long.numberOfLeadingZeros(number ^ (number >> 63));
    }

    private static boolean constant(long[] numbers, int count) {
        for (int i = 1; i < count; i++) {
            if (numbers[i] != numbers[0]) {
                return false;
            }
        }
        return true;
    }

    /** The shape that was planned. */
    int shape() {
        return shape;
    }

    /** Appends what was planned, without the shape. */
    void write(long[] numbers, int count, ByteSink out) {
        if (shape == CONSTANT) {
            out.zigzag(numbers[0]);
            return;
        }
        int order = shape - FRAME;
        Residuals r = shapes[order];
        out.u8(r.width | (r.divisor == 1 ? 0 : WITH_DIVISOR));
        if (r.divisor != 1) {
            out.varint(r.divisor);
        }
        if (order > 0) {
            out.zigzag(numbers[0]);
        }
        if (order > 1) {
            out.zigzag(numbers[1] - numbers[0]);
        }
        out.zigzag(r.base);
        r.write(out);
    }

    /** Reads {@code count} numbers into {@code into} from {@code at}. */
    public void decode(ByteSource in, int count, long[] into, int at) throws CorruptDataException {
        decode(in.u8(), in, count, into, at);
    }

    /** Reads a column of a known shape. */
    void decode(int ofShape, ByteSource in, int count, long[] into, int at)
            throws CorruptDataException {
        if (ofShape == CONSTANT) {
            fill(into, at, count, in.zigzag());
            return;
        }
        int order = ofShape - FRAME;
        if (order < 0 || order > 2 || count <= order) {
            throw new CorruptDataException("unknown shape of a column: " + ofShape);
        }
        int head = in.u8();
        int width = head & ~WITH_DIVISOR;
        if (width > 64) {
            throw new CorruptDataException("width of " + width + " bits");
        }
        long divisor = (head & WITH_DIVISOR) == 0 ? 1 : in.varint();
        long first = order > 0 ? in.zigzag() : 0;
        long difference = order > 1 ? in.zigzag() : 0;
        long base = in.zigzag();
        int n = count - order;
        residuals(in, n, width, into, at + order);
        if (order == 0) {
            frame(into, at, n, divisor, base);
        } else if (order == 1) {
            into[at] = first;
            sum(into, at + 1, n, divisor, base, first);
        } else {
            into[at] = first;
            into[at + 1] = first + difference;
            sum(into, at + 2, n, divisor, base, difference);
            sum(into, at + 2, n, 1, 0, first + difference);
        }
    }

    private void residuals(ByteSource in, int n, int width, long[] into, int at)
            throws CorruptDataException {
        int count = in.count(2);
        if (count > n) {
            throw new CorruptDataException(count + " patches of " + n + " numbers");
        }
        if (patches.length < 2 * count) {
            patches = new long[4 * count];
        }
        int position = -1;
        for (int i = 0; i < count; i++) {
            position += (int) Math.min(in.varint(), n) + 1;
            if (position < 0 || position >= n) {
                throw new CorruptDataException("a patch past the end of its column");
            }
            patches[2 * i] = position;
            patches[2 * i + 1] = in.zigzag();
        }
        BitPacking.unpack(in.array(), in.skip(BitPacking.bytes(n, width)), n, width, into, at);
        if (width < 64) {
            for (int i = 0; i < count; i++) {
                into[at + (int) patches[2 * i]] += patches[2 * i + 1] << width;
            }
        }
    }

    private static void fill(long[] into, int at, int count, long number) {
        for (int i = 0; i < count; i++) {
            into[at + i] = number;
        }
    }

    private static void frame(long[] into, int at, int n, long divisor, long base) {
        for (int i = 0; i < n; i++) {
            into[at + i] = into[at + i] * divisor + base;
        }
    }

    private static void sum(long[] into, int at, int n, long divisor, long base, long before) {
        long sum = before;
        for (int i = 0; i < n; i++) {
            sum += into[at + i] * divisor + base;
            into[at + i] = sum;
        }
    }
}
