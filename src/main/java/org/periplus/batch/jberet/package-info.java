/**
 * Everything that names a class of JBeret: its environment, its repository, and a runner that
 * starts a step as soon as its inputs exist. May use {@code batch.workflow} and {@code batch.run}.
 * Begin reading at {@link org.periplus.batch.jberet.WorkflowOperator}.
 */
package org.periplus.batch.jberet;
