package io.vorsprung.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The clock of everything that waits. Estimates bring a time of their own. */
class Time {

    @Produces
    @ApplicationScoped
    @io.quarkus.arc.DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
