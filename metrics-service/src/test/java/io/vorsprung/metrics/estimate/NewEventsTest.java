package io.vorsprung.metrics.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vorsprung.metrics.MetricsConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NewEventsTest {

    private final NewEvents newEvents = new NewEvents(new SmallRyeConfigBuilder()
            .withMapping(MetricsConfig.class)
            .withConverter(Duration.class, 300, new DurationConverter())
            .withDefaultValue("vorsprung.metrics.anchors", "gpt-5:150")
            .build()
            .getConfigMapping(MetricsConfig.class));

    @Test
    @Timeout(60)
    void whoLeavesTheHeadlineItsLeadGoesOnWhereNewsWaitsAndLeavesIt() throws InterruptedException {
        newEvents.recorded(false);

        newEvents.awaitAny(Duration.ofHours(1));

        assertThat(newEvents.await(Duration.ZERO)).isTrue();
        assertThat(newEvents.await(Duration.ZERO)).isFalse();
    }

    @Test
    @Timeout(60)
    void withoutNewsTheLeadEnds() throws InterruptedException {
        newEvents.awaitAny(Duration.ofMillis(5));

        assertThat(newEvents.await(Duration.ZERO)).isFalse();
    }
}
