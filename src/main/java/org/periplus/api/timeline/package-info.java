/**
 * When the steps of a job waited and worked, laid out for pages. May use {@code job.step}. Begin
 * reading at {@link org.periplus.api.timeline.Timeline}.
 */
package org.periplus.api.timeline;
