package io.vorsprung.metrics.capability;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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
        List<Anchor> known = new ArrayList<>();
        List<Double> capability = new ArrayList<>();
        for (Anchor anchor : anchors) {
            OptionalDouble fitted = fit.capabilityOf(anchor.model());
            if (fitted.isPresent()) {
                known.add(anchor);
                capability.add(fitted.getAsDouble());
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
        return uncalibrated(fit.capability());
    }

    private static IndexScale uncalibrated(double[] capability) {
        double sum = 0;
        for (double c : capability) {
            sum += c;
        }
        double mean = sum / Math.max(1, capability.length);
        double squares = 0;
        for (double c : capability) {
            squares += (c - mean) * (c - mean);
        }
        double deviation = Math.sqrt(squares / Math.max(1, capability.length));
        double factor = deviation > LEAST_DISTANCE ? DEVIATION / deviation : 1;
        return new IndexScale(MEAN - factor * mean, factor, List.of());
    }
}
