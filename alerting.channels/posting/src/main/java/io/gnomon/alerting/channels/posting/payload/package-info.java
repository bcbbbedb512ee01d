/** Payloads that users write as trees of templates. */
@NullMarked
package io.gnomon.alerting.channels.posting.payload;

import org.jspecify.annotations.NullMarked;
