/** The command {@code cwl-runner}: CWL from the command line, by the same batch jobs. */
package org.periplus.runner;
