/**
 * Application packages: what is posted, how it is opened and read, and the revisions that are kept.
 * May use {@code process.description}, {@code cwl}, {@code persistence} and {@code security}. Begin
 * reading at {@link org.periplus.process.deployment.PackageOpener}.
 */
package org.periplus.process.deployment;
