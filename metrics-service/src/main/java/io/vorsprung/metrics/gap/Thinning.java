package io.vorsprung.metrics.gap;

import io.vorsprung.metrics.capability.SplitMix64;
import io.vorsprung.metrics.frontier.Frontier;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lag with the side that releases more thinned to the other's number of releases, averaged over draws: a side that releases
 * less often looks later than it is (docs/method.md, simulated histories). Which models stay in draw j is decided by their identifiers and j alone.
 */
final class Thinning {

    private Thinning() {}

    static Optional<FrontierPair.Gap> lag(CohortPair cohorts, int day) {
        int[] leader = released(cohorts, cohorts.leader(), day);
        int[] follower = released(cohorts, cohorts.follower(), day);
        int l = cohorts.frontiers().leader().at(day);
        int f = cohorts.frontiers().follower().at(day);
        if (leader.length == 0 || follower.length == 0) {
            return Optional.empty();
        }
        int draws = leader.length > follower.length ? cohorts.thinnings() : 1;
        double sum = 0;
        double perDay = 0;
        for (int j = 0; j < draws; j++) {
            int[] thinned = thin(cohorts, leader, follower.length, j);
            FrontierPair pair = new FrontierPair(
                    Frontier.of(cohorts.days(), cohorts.values(), thinned),
                    cohorts.frontiers().follower());
            Optional<FrontierPair.Gap> gap = pair.lag(day);
            if (gap.isEmpty()) {
                return Optional.empty();
            }
            sum += gap.get().value();
            perDay += gap.get().perDay();
        }
        return Optional.of(new FrontierPair.Gap(sum / draws, l, f, Frontier.NONE, perDay / draws));
    }

    private static int[] released(CohortPair cohorts, int[] members, int day) {
        return Arrays.stream(members)
                .filter(i -> cohorts.days()[i] <= day && cohorts.values()[i] != Double.NEGATIVE_INFINITY)
                .toArray();
    }

    /** The {@code most} members with the least hash of identifier and draw. */
    private static int[] thin(CohortPair cohorts, int[] members, int most, int draw) {
        if (members.length <= most) {
            return members;
        }
        long[] rank = new long[members.length];
        for (int i = 0; i < rank.length; i++) {
            rank[i] = SplitMix64.at(cohorts.seeds()[members[i]], cohorts.firstThinning() + draw);
        }
        long last = nth(rank.clone(), most - 1);
        int[] kept = new int[most];
        int count = 0;
        for (int i = 0; i < rank.length && count < most; i++) {
            if (rank[i] <= last) {
                kept[count++] = members[i];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** The element that would be at {@code n} if they were sorted (Hoare 1961, FIND); their order is changed. */
    private static long nth(long[] elements, int n) {
        int from = 0;
        int to = elements.length - 1;
        while (from < to) {
            long pivot = elements[(from + to) >>> 1];
            int i = from;
            int j = to;
            while (i <= j) {
                while (elements[i] < pivot) {
                    i++;
                }
                while (elements[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swapped = elements[i];
                    elements[i++] = elements[j];
                    elements[j--] = swapped;
                }
            }
            if (n <= j) {
                to = j;
            } else if (n >= i) {
                from = i;
            } else {
                return elements[n];
            }
        }
        return elements[n];
    }
}
