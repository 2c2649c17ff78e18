/**
 * What makes a workflow out of tools: which values flow along which link, what a scattered step's
 * elements are, whether a step runs at all. Pure functions over values; nothing is run here. Begin
 * reading at {@link org.periplus.cwl.workflow.WorkflowPlan}.
 */
package org.periplus.cwl.workflow;
