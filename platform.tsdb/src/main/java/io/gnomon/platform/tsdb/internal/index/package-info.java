/**
 * From matchers to series: a Lucene index of label sets, with the newest series beside it until it
 * has taken them. Start with {@link io.gnomon.platform.tsdb.internal.index.LabelIndex}.
 */
@NullMarked
package io.gnomon.platform.tsdb.internal.index;

import org.jspecify.annotations.NullMarked;
