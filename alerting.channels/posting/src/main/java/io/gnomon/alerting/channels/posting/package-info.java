/**
 * What channels share that post to somebody's HTTP interface: requests within the time of a
 * delivery, what an answer means, JSON, secrets, lengths. A channel is a {@link
 * io.gnomon.alerting.channels.posting.PostingFactory}, a settings record and one class that posts.
 */
@NullMarked
package io.gnomon.alerting.channels.posting;

import org.jspecify.annotations.NullMarked;
