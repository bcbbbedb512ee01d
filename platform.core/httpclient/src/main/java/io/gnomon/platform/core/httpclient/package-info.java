/** HTTP client with the http_config of the field; offers {@code spi.common.HttpClients}. */
@NullMarked
package io.gnomon.platform.core.httpclient;

import org.jspecify.annotations.NullMarked;
