/**
 * What pods fetch and bring back by signed links. Begin reading at {@link
 * org.periplus.api.transfer.TransferResource}.
 */
package org.periplus.api.transfer;
