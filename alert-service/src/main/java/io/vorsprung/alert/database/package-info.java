/** PostgreSQL by its own words, where many rows are read or written at once; the rest goes by entities. */
package io.vorsprung.alert.database;
