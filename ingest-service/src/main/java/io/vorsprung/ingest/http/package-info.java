/** The HTTP face: translates bodies to events and outcomes to answers. Imports the other packages of this service. */
package io.vorsprung.ingest.http;
