/**
 * The execution of a process: the resource that takes the request, what it answers at once, and
 * what subscribers are sent later. May use {@code api}, {@code request}, {@code job} and {@code
 * result}. Begin reading at {@link org.periplus.api.execution.ExecutionResource}.
 */
package org.periplus.api.execution;
