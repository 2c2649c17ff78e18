/**
 * Workflows as nodes and arrows: of a process what it would run, of a job how far each step is. May
 * use {@code cwl.model}, {@code process}, and {@code job.step}. Begin reading at {@link
 * org.periplus.api.graph.JobGraphs}.
 */
package org.periplus.api.graph;
