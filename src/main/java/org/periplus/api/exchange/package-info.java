/**
 * Requests and answers on their way: a thread waits for a client that sends or reads nothing, but
 * neither without end nor together with all others. Knows servlets, no resources. Begin reading at
 * {@link org.periplus.api.exchange.StalledExchanges}.
 */
package org.periplus.api.exchange;
