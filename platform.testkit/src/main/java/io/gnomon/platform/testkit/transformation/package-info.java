/**
 * For testing transformations. Start with {@link
 * io.gnomon.platform.testkit.transformation.TransformationContractTest}.
 */
@NullMarked
package io.gnomon.platform.testkit.transformation;

import org.jspecify.annotations.NullMarked;
