package io.vorsprung.metrics.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Values under keys, in the order of the keys; side by side in memory, so that all of them are copied at once. */
final class Sorted<T> {

    private final List<String> keys;
    private final List<T> values;

    /** @param size about how many there will be */
    Sorted(int size) {
        this.keys = new ArrayList<>(size);
        this.values = new ArrayList<>(size);
    }

    /** Where a key is; where it is not, minus one minus where it would be. */
    int position(String key) {
        int size = keys.size();
        if (size == 0 || keys.get(size - 1).compareTo(key) < 0) {
            return -size - 1; // mostly they come in their order
        }
        return Collections.binarySearch(keys, key);
    }

    /** In place of what is there under its key. */
    void put(String key, T value) {
        int found = position(key);
        if (found >= 0) {
            values.set(found, value);
        } else {
            keys.add(-found - 1, key);
            values.add(-found - 1, value);
        }
    }

    List<T> copy() {
        return List.copyOf(values);
    }
}
