/** Amazon's clouds: credentials, signed requests, EC2 and Lightsail. */
@NullMarked
package io.gnomon.discovery.clouds.internal.aws;

import org.jspecify.annotations.NullMarked;
