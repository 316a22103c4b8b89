/** Files that are fetched again and again. Start at {@link io.vorsprung.ingest.pull.Puller}. */
package io.vorsprung.ingest.pull;
