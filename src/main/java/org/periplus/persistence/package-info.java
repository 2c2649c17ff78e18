/**
 * The database: its pool, its migrations, its transactions, and the converters of column types.
 * Knows none of the entities; {@code process}, {@code job}, {@code batch} and {@code ops} use it,
 * and it uses {@code configuration} alone. Begin reading at {@link
 * org.periplus.persistence.Database}.
 */
package org.periplus.persistence;
