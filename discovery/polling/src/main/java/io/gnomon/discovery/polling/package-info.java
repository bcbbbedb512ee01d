/**
 * The engine of discoveries that ask an HTTP interface for a list: requests, JSON, labels. A
 * discovery is a settings record and a {@link io.gnomon.discovery.polling.Source}.
 */
@NullMarked
package io.gnomon.discovery.polling;

import org.jspecify.annotations.NullMarked;
