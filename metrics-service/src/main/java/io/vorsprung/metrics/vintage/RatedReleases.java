package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Cohort;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.metrics.ledger.Digest;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The releases of the models of a fit, and what of them does not depend on scores. */
final class RatedReleases {

    /** Canonical order: by day, then by identifier. */
    private static final Comparator<ModelRelease> BY_DAY =
            Comparator.comparing(ModelRelease::releasedOn).thenComparing(ModelRelease::model);

    private final List<ModelRelease> releases;
    private final int[] days;
    private final long[] seeds;
    private final int[] row;
    private final Map<Cohort, int[]> members = new ConcurrentHashMap<>();

    private RatedReleases(List<ModelRelease> releases) {
        this.releases = releases;
        this.days = new int[releases.size()];
        this.seeds = new long[releases.size()];
        this.row = new int[releases.size()];
    }

    /** @param models of the fit, ascending */
    static RatedReleases of(List<ModelRelease> all, List<String> models) {
        RatedReleases rated = new RatedReleases(all.stream()
                .filter(release -> Collections.binarySearch(models, release.model()) >= 0)
                .sorted(BY_DAY)
                .toList());
        for (int i = 0; i < rated.days.length; i++) {
            ModelRelease release = rated.releases.get(i);
            rated.days[i] = Math.toIntExact(release.releasedOn().toEpochDay());
            rated.seeds[i] =
                    ByteBuffer.wrap(new Digest().add(release.model()).bytes()).getLong();
            rated.row[i] = Collections.binarySearch(models, release.model());
        }
        return rated;
    }

    /** In canonical order, as everything here. */
    List<ModelRelease> releases() {
        return releases;
    }

    /** Days since 1970-01-01; not a copy. */
    int[] days() {
        return days;
    }

    /** Of the models' identifiers; not a copy. */
    long[] seeds() {
        return seeds;
    }

    /** Position of each model among those of the fit; not a copy. */
    int[] row() {
        return row;
    }

    /** Positions of a cohort's models among these, ascending; not a copy. */
    int[] members(Cohort cohort) {
        return members.computeIfAbsent(cohort, asked -> IntStream.range(0, releases.size())
                .filter(i -> asked.contains(releases.get(i)))
                .toArray());
    }
}
