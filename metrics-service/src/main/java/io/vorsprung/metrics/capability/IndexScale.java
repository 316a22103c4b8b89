package io.vorsprung.metrics.capability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * From raw capability to index points: {@code index = offset + factor · C}.
 *
 * @param anchors the two that were used; none where the scale is not calibrated (mean 100, standard deviation 10)
 */
public record IndexScale(double offset, double factor, List<Anchor> anchors) {

    private static final double MEAN = 100;
    private static final double DEVIATION = 10;
    private static final double LEAST_DISTANCE = 1e-9;

    public IndexScale {
        anchors = List.copyOf(anchors);
    }

    public boolean calibrated() {
        return !anchors.isEmpty();
    }

    public double index(double capability) {
        return offset + factor * capability;
    }

    /** Uses the first two anchors that were fitted and lie in the order of their indices. */
    public static IndexScale of(CapabilityFit fit, List<Anchor> anchors) {
        return of(fit.models(), fit.capability(), anchors);
    }

    /**
     * @param models in ascending order
     * @param capabilities of the models, raw; negative infinity for one that is not there
     */
    public static IndexScale of(List<String> models, double[] capabilities, List<Anchor> anchors) {
        List<Anchor> known = new ArrayList<>();
        List<Double> capability = new ArrayList<>();
        for (Anchor anchor : anchors) {
            int row = Collections.binarySearch(models, anchor.model());
            if (row >= 0 && capabilities[row] != Double.NEGATIVE_INFINITY) {
                known.add(anchor);
                capability.add(capabilities[row]);
            }
        }
        for (int second = 1; second < known.size(); second++) {
            double factor =
                    (known.get(second).index() - known.get(0).index()) / (capability.get(second) - capability.get(0));
            if (Math.abs(capability.get(second) - capability.get(0)) > LEAST_DISTANCE && factor > 0) {
                double offset = known.get(0).index() - factor * capability.get(0);
                return new IndexScale(offset, factor, List.of(known.get(0), known.get(second)));
            }
        }
        return uncalibrated(capabilities);
    }

    private static IndexScale uncalibrated(double[] capabilities) {
        double[] there = Arrays.stream(capabilities)
                .filter(c -> c != Double.NEGATIVE_INFINITY)
                .toArray();
        double sum = 0;
        for (double c : there) {
            sum += c;
        }
        double mean = sum / Math.max(1, there.length);
        double squares = 0;
        for (double c : there) {
            squares += (c - mean) * (c - mean);
        }
        double deviation = Math.sqrt(squares / Math.max(1, there.length));
        double factor = deviation > LEAST_DISTANCE ? DEVIATION / deviation : 1;
        return new IndexScale(MEAN - factor * mean, factor, List.of());
    }
}
