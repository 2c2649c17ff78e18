/**
 * {@code InitialWorkDirRequirement}: what a tool finds in its working directory. May use {@code
 * cwl.tool.plan} and {@code cwl.tool.input}. Begin reading at {@link
 * org.periplus.cwl.tool.workdir.InitialWorkDirectory}.
 */
package org.periplus.cwl.tool.workdir;
