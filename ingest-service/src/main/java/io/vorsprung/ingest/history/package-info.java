/** Makes the bundled history out of the files it restates. Run by a maintainer, not by the service. */
package io.vorsprung.ingest.history;
