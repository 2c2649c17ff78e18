/** What users run on their own machines: {@code client/periplus_login.py}. */
package org.periplus.client;
