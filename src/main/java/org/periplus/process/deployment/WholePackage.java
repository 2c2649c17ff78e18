package org.periplus.process.deployment;

/** All that is stored of one revision of an application package. */
public record WholePackage(ProcessPackage process, PackageText text) {}
