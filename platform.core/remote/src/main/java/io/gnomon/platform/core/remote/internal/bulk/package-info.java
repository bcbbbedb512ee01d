/**
 * Samples of the past, sent in files. Start with {@link
 * io.gnomon.platform.core.remote.internal.bulk.BulkImport}.
 */
@NullMarked
package io.gnomon.platform.core.remote.internal.bulk;

import org.jspecify.annotations.NullMarked;
