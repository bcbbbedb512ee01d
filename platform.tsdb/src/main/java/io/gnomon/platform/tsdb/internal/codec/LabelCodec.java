package io.gnomon.platform.tsdb.internal.codec;

import io.gnomon.model.labels.Labels;

/** A label set: number of labels as varint, then name and value of each as text. */
public final class LabelCodec {
    private LabelCodec() {}

    public static void encode(Labels labels, ByteSink out) {
        out.varint(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            out.text(labels.name(i));
            out.text(labels.value(i));
        }
    }

    public static Labels decode(ByteSource in) throws CorruptDataException {
        Labels.Builder builder = Labels.builder();
        int n = in.count(2);
        for (int i = 0; i < n; i++) {
            builder.set(in.text(), in.text());
        }
        return builder.build();
    }
}
