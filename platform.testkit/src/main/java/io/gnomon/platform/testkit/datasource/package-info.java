/**
 * For testing data sources. Start with {@link
 * io.gnomon.platform.testkit.datasource.DataSourceContractTest}.
 */
@NullMarked
package io.gnomon.platform.testkit.datasource;

import org.jspecify.annotations.NullMarked;
