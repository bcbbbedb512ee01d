/** Which requests go through which proxy. */
@NullMarked
package io.gnomon.platform.core.httpclient.internal.proxy;

import org.jspecify.annotations.NullMarked;
