package io.gnomon.transformations.organize.internal;

import io.gnomon.spi.transformation.Transformation;
import io.gnomon.spi.transformation.TransformationFactory;

import org.osgi.service.component.annotations.Component;

/** Makes "organize". */
@Component(service = TransformationFactory.class)
public final class OrganizeFactory implements TransformationFactory<OrganizeOptions> {
    @Override
    public String name() {
        return "organize";
    }

    @Override
    public Class<OrganizeOptions> settings() {
        return OrganizeOptions.class;
    }

    @Override
    public Transformation create(OrganizeOptions options) {
        return new Organize(options);
    }
}
