/** What to do while the database is away: wait, for the record in hand must be neither lost nor set aside. */
package io.vorsprung.common.outage;
