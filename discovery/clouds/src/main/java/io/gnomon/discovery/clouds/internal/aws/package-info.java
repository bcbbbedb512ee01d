/** Amazon's clouds: signed calls, and one discovery for each service. */
@NullMarked
package io.gnomon.discovery.clouds.internal.aws;

import org.jspecify.annotations.NullMarked;
