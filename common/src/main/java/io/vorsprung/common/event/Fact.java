package io.vorsprung.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;

/** Something that happened in the world, on a day. */
public sealed interface Fact extends AiEvent permits ModelRelease, BenchmarkResult, PolicyEvent, Assessment {

    /** The separator of a natural key's parts, U+001F: no text field may contain a control character. */
    String KEY_SEPARATOR = "\u001f";

    /** What the fact is about; records of one key keep their order on Kafka. */
    @JsonIgnore
    String key();

    /** Facts of one kind with the same natural key are versions of each other: the newest one recorded counts. */
    @JsonIgnore
    String naturalKey();

    /** Event time: the day on which it happened (UTC). */
    @JsonIgnore
    LocalDate occurredOn();
}
