package org.periplus.transfer;

import org.periplus.folder.FolderLimits;

/**
 * How much may come back from one container.
 *
 * @param bytes of all files together; zero for any number
 * @param folders how many files and folders, and how deep
 */
public record TransferLimits(long bytes, FolderLimits folders) {}
