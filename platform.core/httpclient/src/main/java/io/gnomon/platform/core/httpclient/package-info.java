/** HTTP client with the http_config of the field. */
@NullMarked
package io.gnomon.platform.core.httpclient;

import org.jspecify.annotations.NullMarked;
