/** Events onto Kafka, acknowledged by the broker before anyone is told that they are in. */
package io.vorsprung.ingest.publish;
