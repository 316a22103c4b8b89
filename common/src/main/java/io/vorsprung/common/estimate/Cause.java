package io.vorsprung.common.estimate;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why there is a new estimate: something was told, or a day passed. */
public enum Cause {
    @JsonProperty("event")
    EVENT,
    @JsonProperty("clock")
    CLOCK
}
