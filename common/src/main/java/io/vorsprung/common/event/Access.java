package io.vorsprung.common.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a model can be had. A release that does not say is in no cohort that asks for one. */
public enum Access {
    @JsonProperty("open-weights")
    OPEN_WEIGHTS,
    /** By API or inside a product only. */
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("unreleased")
    UNRELEASED
}
