package io.gnomon.platform.core.config;

import io.gnomon.spi.common.ByteSize;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Limit;

/** Limits of a scrape; zero is no limit, in a scrape config that of {@code global}. */
public record ScrapeLimits(
        @Default("0") @ByteSize long bodySizeLimit,
        @Default("0") @Limit(min = 0) long sampleLimit,
        @Default("0") @Limit(min = 0) long targetLimit,
        @Default("0") @Limit(min = 0) long labelLimit,
        @Default("0") @Limit(min = 0) long labelNameLengthLimit,
        @Default("0") @Limit(min = 0) long labelValueLengthLimit,
        @Default("0") @Limit(min = 0) long keepDroppedTargets) {

    public static final ScrapeLimits NONE = new ScrapeLimits(0, 0, 0, 0, 0, 0, 0);

    /** These limits, with those of the other where there is none. */
    public ScrapeLimits orElse(ScrapeLimits other) {
        return new ScrapeLimits(
                bodySizeLimit != 0 ? bodySizeLimit : other.bodySizeLimit,
                sampleLimit != 0 ? sampleLimit : other.sampleLimit,
                targetLimit != 0 ? targetLimit : other.targetLimit,
                labelLimit != 0 ? labelLimit : other.labelLimit,
                labelNameLengthLimit != 0 ? labelNameLengthLimit : other.labelNameLengthLimit,
                labelValueLengthLimit != 0 ? labelValueLengthLimit : other.labelValueLengthLimit,
                keepDroppedTargets != 0 ? keepDroppedTargets : other.keepDroppedTargets);
    }
}
