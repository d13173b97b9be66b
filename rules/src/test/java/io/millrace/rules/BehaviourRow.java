package io.millrace.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A row of the behaviour list: what the service does beyond its model, and what Millrace does.
///
/// @param area heading it stands under
/// @param operations names, separated by commas; `*` for all
/// @param source how this is known, as the head of the list explains
record BehaviourRow(
        String id,
        String area,
        String operations,
        String statement,
        String source,
        String millrace) {
    private static final Path LIST = Path.of("..", "docs", "behaviour.tsv");
    private static final String HEAD = "id\toperations\tstatement\tsource\tmillrace";

    /// Whether it waits for something that is not built yet.
    boolean planned() {
        return millrace.equals("planned");
    }

    /// All rows, in the order of the list.
    static List<BehaviourRow> all() throws IOException {
        List<BehaviourRow> rows = new ArrayList<>();
        String area = "";
        boolean started = false;
        for (String line : Files.readAllLines(LIST)) {
            if (line.equals(HEAD)) {
                started = true;
            } else if (line.startsWith("# ")) {
                area = line.substring(2);
            } else if (started && !line.isBlank()) {
                String[] cells = line.split("\t", -1);
                if (cells.length != 5) {
                    throw new IllegalStateException("not five cells: " + line);
                }
                rows.add(new BehaviourRow(cells[0], area, cells[1], cells[2], cells[3], cells[4]));
            }
        }
        return rows;
    }
}
