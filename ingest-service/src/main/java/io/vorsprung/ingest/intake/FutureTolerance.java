package io.vorsprung.ingest.intake;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;

/** Days begin earlier in the East: a date may lie one day ahead of ours. */
@ApplicationScoped
public class FutureTolerance implements ValidatorFactoryCustomizer {

    private static final Duration TOLERANCE = Duration.ofDays(1);

    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
        configuration.temporalValidationTolerance(TOLERANCE);
    }
}
