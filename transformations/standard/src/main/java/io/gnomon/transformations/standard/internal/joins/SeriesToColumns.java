package io.gnomon.transformations.standard.internal.joins;

import io.gnomon.spi.transformation.TransformationFactory;

import org.osgi.service.component.annotations.Component;

/** "seriesToColumns": what "joinByField" was called before Grafana 9. */
@Component(service = TransformationFactory.class)
public final class SeriesToColumns extends JoinByField {
    public SeriesToColumns() {
        super("seriesToColumns");
    }
}
