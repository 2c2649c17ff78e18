package org.periplus.job.step;

/** A run of a step that is over, and whose it was. */
public record EndedStep(String tenant, String processId, StepRun run) {}
