package io.vorsprung.common.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A government did something that may move the gap, or got around something that was done.
 *
 * @param jurisdiction ISO 3166-1 alpha-2 of whose policy it is
 * @param effectiveOn may lie in the future
 * @param targets ISO 3166-1 alpha-2 of those it is aimed at; {@value #OTHERS} stands for countries not listed
 * @param affects what it touches, such as chips, equipment, memory, models
 */
public record PolicyEvent(
        String policy,
        String title,
        String jurisdiction,
        Kind kind,
        Stance stance,
        @PastOrPresent LocalDate announcedOn,
        @Nullable LocalDate effectiveOn,
        List<String> targets,
        List<String> affects,
        List<Threshold> thresholds,
        List<Source> sources)
        implements Fact {

    /** CLDR's code for an unspecified region. */
    public static final String OTHERS = "ZZ";

    private static final Set<String> TARGETS = possibleTargets();

    public enum Kind {
        @JsonProperty("export-control")
        EXPORT_CONTROL,
        @JsonProperty("sanction")
        SANCTION,
        @JsonProperty("licence")
        LICENCE,
        @JsonProperty("investment-control")
        INVESTMENT_CONTROL,
        @JsonProperty("tariff")
        TARIFF,
        @JsonProperty("regulation")
        REGULATION,
        @JsonProperty("funding")
        FUNDING,
        @JsonProperty("plan")
        PLAN,
        /** A reported way around a control. */
        @JsonProperty("circumvention")
        CIRCUMVENTION
    }

    public enum Stance {
        @JsonProperty("tighten")
        TIGHTEN,
        @JsonProperty("loosen")
        LOOSEN,
        @JsonProperty("promote")
        PROMOTE
    }

    /** A figure from which a rule applies, such as TPP 4800. */
    public record Threshold(String metric, double value) {
        public Threshold {
            metric = Require.text("thresholds.metric", metric);
            value = Require.finite("thresholds.value", value);
        }
    }

    public PolicyEvent {
        policy = Require.id("policy", policy);
        title = Require.text("title", title);
        jurisdiction = Require.present("jurisdiction", Require.country("jurisdiction", jurisdiction));
        kind = Require.present("kind", kind);
        stance = Require.present("stance", stance);
        announcedOn = Require.present("announcedOn", announcedOn);
        targets = Require.copy(targets);
        for (String target : targets) {
            if (!TARGETS.contains(target)) {
                throw new InvalidEvent("targets", "ISO 3166-1 alpha-2 country codes, or " + OTHERS, target);
            }
        }
        affects = Require.copy(affects);
        thresholds = Require.copy(thresholds);
        sources = Require.copy(sources);
    }

    @Override
    public String key() {
        return policy;
    }

    @Override
    public String naturalKey() {
        return policy;
    }

    /** When it took effect; the announcement where that is not known. */
    @Override
    public LocalDate occurredOn() {
        return effectiveOn == null ? announcedOn : effectiveOn;
    }

    private static Set<String> possibleTargets() {
        Set<String> codes = new TreeSet<>(Set.of(Locale.getISOCountries()));
        codes.add(OTHERS);
        return Set.copyOf(codes);
    }
}
