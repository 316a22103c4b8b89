package io.vorsprung.alert.condition;

import io.vorsprung.common.estimate.GapEstimate;
import java.util.ArrayList;
import java.util.List;

/** A frontier model of the leader is matched by so great a chance; those that are from the start are no news. */
record MatchWatch(double chance) implements Watch {

    /** Marks that a list of matches has been seen: an empty one is a start too. */
    private static final String STARTED = "";

    @Override
    public Look look(Memory memory, Observation observation) {
        List<GapEstimate.Match> matches = observation.estimate().matches();
        if (matches.isEmpty()) {
            return new Look(memory, new Verdict.Unknown());
        }
        boolean first = !memory.seen().contains(STARTED);
        Memory now = memory.withSeen(STARTED);
        List<Verdict.Occurrence> found = new ArrayList<>();
        for (GapEstimate.Match match : matches) {
            if (match.chance() >= chance && !now.seen().contains(match.model())) {
                now = now.withSeen(match.model());
                if (!first) {
                    found.add(new Verdict.Occurrence("matched/" + match.model(), match.model()));
                }
            }
        }
        return new Look(now, new Verdict.Happened(found));
    }
}
