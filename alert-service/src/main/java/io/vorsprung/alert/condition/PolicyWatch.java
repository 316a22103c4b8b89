package io.vorsprung.alert.condition;

import io.vorsprung.alert.rule.Condition.Policy;
import io.vorsprung.common.event.PolicyEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy is announced, or takes effect, after the rule began; each once. */
record PolicyWatch(Policy policy) implements Watch {

    @Override
    public Look look(Memory memory, Observation observation) {
        LocalDate today = observation.estimate().asOf();
        Memory now = memory.startedOn(today);
        LocalDate since = now.since() == null ? today : now.since();
        List<Verdict.Occurrence> found = new ArrayList<>();
        List<Observation.KnownPolicy> asked = observation.policies().stream()
                .filter(known -> policy.asksFor(known.event()))
                .sorted(Comparator.comparing(known -> known.event().policy()))
                .toList();
        for (Observation.KnownPolicy known : asked) {
            @Nullable LocalDate day = day(known.event());
            String key = "policy/" + known.event().policy();
            boolean isNews = day != null && !day.isAfter(today) && !day.isBefore(since);
            if (isNews && !now.seen().contains(key)) {
                found.add(new Verdict.Occurrence(key, known.event().policy()));
                now = now.withSeen(key);
            }
        }
        return new Look(now, new Verdict.Happened(found));
    }

    private @Nullable LocalDate day(PolicyEvent event) {
        return policy.when() == Policy.When.ANNOUNCED ? event.announcedOn() : event.effectiveOn();
    }
}
