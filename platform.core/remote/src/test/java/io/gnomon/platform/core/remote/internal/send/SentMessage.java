package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.spi.common.HttpCaller;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A message of remote write 2.0 taken apart as its specification says it, without our own reader.
 *
 * @param symbols its table
 * @param series each with its references to the table
 */
record SentMessage(HttpCaller.Request request, List<String> symbols, List<Series> series) {

    /**
     * A series; timestamps of samples and histograms in their order.
     *
     * @param exemplars references to the labels of each
     */
    record Series(
            List<Integer> labels,
            List<Double> values,
            List<Long> times,
            int histograms,
            List<List<Integer>> exemplars,
            int metadataType,
            int help,
            int unit) {}

    /** A field: its number, and what it holds. */
    private record Field(int number, long value, byte[] bytes) {}

    static SentMessage of(HttpCaller.Request request) throws Exception {
        Snappy snappy = new Snappy();
        int length =
                snappy.unpack(
                        new Body(request.body(), request.body().length),
                        1 << 24,
                        new BodyMemory(64 << 20).share());
        List<String> symbols = new ArrayList<>();
        List<Series> series = new ArrayList<>();
        for (Field field : fields(Arrays.copyOf(snappy.bytes(), length))) {
            switch (field.number) {
                case 4 -> symbols.add(new String(field.bytes, StandardCharsets.UTF_8));
                case 5 -> series.add(series(field.bytes));
                default -> throw new AssertionError("field " + field.number);
            }
        }
        return new SentMessage(request, symbols, series);
    }

    private static Series series(byte[] bytes) {
        List<Integer> labels = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<List<Integer>> exemplars = new ArrayList<>();
        int histograms = 0;
        long[] metadata = new long[5];
        for (Field field : fields(bytes)) {
            switch (field.number) {
                case 1 -> labels.addAll(packed(field.bytes));
                case 2 -> {
                    List<Field> sample = fields(field.bytes);
                    values.add(Double.longBitsToDouble(value(sample, 1)));
                    times.add(value(sample, 2));
                }
                case 3 -> {
                    histograms++;
                    times.add(value(fields(field.bytes), 15));
                }
                case 4 ->
                        exemplars.add(
                                fields(field.bytes).stream()
                                        .filter(of -> of.number == 1)
                                        .flatMap(of -> packed(of.bytes).stream())
                                        .toList());
                case 5 -> fields(field.bytes).forEach(of -> metadata[of.number] = of.value);
                default -> throw new AssertionError("field " + field.number + " of a series");
            }
        }
        return new Series(
                labels,
                values,
                times,
                histograms,
                exemplars,
                (int) metadata[1],
                (int) metadata[3],
                (int) metadata[4]);
    }

    private static long value(List<Field> fields, int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .mapToLong(Field::value)
                .findFirst()
                .orElse(0);
    }

    private static List<Field> fields(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            int number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
                case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
                case 2 -> {
                    byte[] content = new byte[(int) varint(in)];
                    in.get(content);
                    fields.add(new Field(number, 0, content));
                }
                default -> throw new AssertionError("wire type of tag " + tag);
            }
        }
        return fields;
    }

    private static List<Integer> packed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Integer> numbers = new ArrayList<>();
        while (in.hasRemaining()) {
            numbers.add((int) varint(in));
        }
        return numbers;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** The texts of references. */
    List<String> texts(List<Integer> references) {
        return references.stream().map(symbols::get).toList();
    }
}
