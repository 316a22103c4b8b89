/** The HTTP face: rules and alerts. */
package io.vorsprung.alert.query;
