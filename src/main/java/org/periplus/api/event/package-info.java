/**
 * What happens to a job, told to clients while it happens. May use {@code api.job} and {@code job}.
 * Begin reading at {@link org.periplus.api.event.JobEventsResource}.
 */
package org.periplus.api.event;
