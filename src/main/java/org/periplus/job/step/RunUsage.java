package org.periplus.job.step;

import java.util.List;
import org.periplus.job.step.UsageSamples.Sample;

/**
 * What one run of a tool asked for, and what was seen of it.
 *
 * @param cores how many processors it might use
 * @param memory how much memory it might use, in bytes
 * @param samples in the order of time
 */
public record RunUsage(double cores, long memory, List<Sample> samples) {}
