package io.vorsprung.common.event;

/** Anything that can be told: a {@link Fact}, or the {@link Retraction} of one told before. */
public sealed interface AiEvent permits Fact, Retraction {}
