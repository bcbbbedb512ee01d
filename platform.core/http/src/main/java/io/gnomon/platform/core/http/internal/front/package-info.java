/**
 * What every request passes before it reaches an endpoint: headers, host check, credentials,
 * rights. Start with {@link io.gnomon.platform.core.http.internal.front.FrontDoor}.
 */
@NullMarked
package io.gnomon.platform.core.http.internal.front;

import org.jspecify.annotations.NullMarked;
