package io.vorsprung.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model came out.
 *
 * @param model identifier, also the natural key
 * @param developers required, but may be empty where nobody is known: the model then counts for no side
 * @param releasedOn first public availability (UTC day)
 * @param access absent where it is not known
 * @param parameters number of parameters
 * @param trainingComputeFlop total floating-point operations of training
 */
public record ModelRelease(
        String model,
        String name,
        @JsonInclude List<Developer> developers,
        @PastOrPresent LocalDate releasedOn,
        @Nullable Access access,
        @Nullable Double parameters,
        @Nullable Double trainingComputeFlop,
        @Nullable Hardware hardware,
        List<Source> sources)
        implements Fact {

    public ModelRelease {
        model = Require.id("model", model);
        name = Require.text("name", name);
        developers = Require.copy(developers);
        releasedOn = Require.present("releasedOn", releasedOn);
        parameters = Require.positive("parameters", parameters);
        trainingComputeFlop = Require.positive("trainingComputeFlop", trainingComputeFlop);
        sources = Require.copy(sources);
    }

    @Override
    public String key() {
        return model;
    }

    @Override
    public String naturalKey() {
        return model;
    }

    @Override
    public LocalDate occurredOn() {
        return releasedOn;
    }
}
