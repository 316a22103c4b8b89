package io.vorsprung.metrics.gap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a gap can be measured in: from the capability index ({@link Measure}) or from numbers as they stand. */
public sealed interface GapMeasure permits Measure, StandingMeasure {

    /** As in paths and on Kafka. */
    String id();

    String unit();

    /** Empty where there is no such measure. */
    static Optional<GapMeasure> of(String id) {
        Optional<Measure> ofIndex = Measure.of(id);
        return ofIndex.isPresent()
                ? Optional.of(ofIndex.get())
                : StandingMeasure.of(id).map(found -> found);
    }

    /** Those that every comparison has, whatever the benchmarks. */
    static List<GapMeasure> all() {
        List<GapMeasure> all = new ArrayList<>(List.of(Measure.values()));
        all.add(StandingMeasure.ARENA);
        all.add(StandingMeasure.COMPUTE);
        return List.copyOf(all);
    }
}
