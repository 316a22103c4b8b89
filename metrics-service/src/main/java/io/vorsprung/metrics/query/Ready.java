package io.vorsprung.metrics.query;

import io.vorsprung.metrics.estimate.EstimationLoop;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when what the database holds has been estimated once. The broker is not part of it: answers do not need it. */
@Readiness
public class Ready implements HealthCheck {

    private final EstimationLoop loop;

    public Ready(EstimationLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("estimated").status(loop.isReady()).build();
    }
}
