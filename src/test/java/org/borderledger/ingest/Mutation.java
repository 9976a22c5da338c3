package org.borderledger.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A file with something done to it.
 *
 * @param name what was done
 * @param bytes what came of it
 * @param rows how many rows of the sound file may read otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a file, which nobody compares
record Mutation(String name, byte[] bytes, int rows) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final List<String> WRONG_NUMBERS =
            List.of("999999999999999999999999999999", "many", "=1+1", "1e9999", "-1", "1.5.2", "٣", "NaN");
    private static final Pattern NUMBER = Pattern.compile("[ £]*[0-9][0-9,.]* *");

    @Override
    public String toString() {
        return name;
    }

    /** What may happen to any file. */
    static List<Mutation> ofBytes(byte[] sound, Random random) throws IOException {
        List<Mutation> all = new ArrayList<>();
        for (int flips : new int[] {1, 1, 1, 3, 20}) {
            all.add(flipped(sound, flips, random));
        }
        for (int cut = 0; cut < 3; cut++) {
            all.add(truncated(sound, random.nextInt(sound.length)));
        }
        all.add(truncated(sound, 0));
        all.add(truncated(sound, sound.length - 2));
        all.add(new Mutation("packed", gzip(sound), 0));
        all.add(new Mutation("packed twice", gzip(gzip(sound)), 0));
        byte[] packed = gzip(sound);
        all.add(new Mutation("packed and cut", Arrays.copyOf(packed, random.nextInt(packed.length)), 0));
        all.add(new Mutation("packed, its last byte cut", Arrays.copyOf(packed, packed.length - 1), 0));
        all.add(new Mutation(
                "packed and then flipped", flipped(packed, 1, random).bytes(), 0));
        return all;
    }

    private static Mutation flipped(byte[] sound, int flips, Random random) {
        byte[] bytes = sound.clone();
        List<String> places = new ArrayList<>();
        for (int flip = 0; flip < flips; flip++) {
            int place = random.nextInt(bytes.length);
            bytes[place] ^= (byte) (1 << random.nextInt(8));
            places.add(String.valueOf(place));
        }
        return new Mutation("flipped at " + String.join(", ", places), bytes, flips);
    }

    private static Mutation truncated(byte[] sound, int length) {
        return new Mutation("cut at " + length + " of " + sound.length, Arrays.copyOf(sound, length), 0);
    }

    /** What may happen to a text on its way through programs. */
    static List<Mutation> ofText(byte[] sound, Random random) {
        String text = new String(sound, StandardCharsets.UTF_8);
        List<Mutation> all = new ArrayList<>();
        all.add(new Mutation("in UTF-16", text.getBytes(StandardCharsets.UTF_16), 0));
        all.add(new Mutation("in UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE), 0));
        all.add(new Mutation("with a byte order mark", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8), 0));
        if (WINDOWS.newEncoder().canEncode(text)) {
            all.add(new Mutation("in windows-1252", text.getBytes(WINDOWS), 0));
        }
        all.add(new Mutation("with line ends of Windows", bytes(text.replaceAll("\r?\n", "\r\n")), 0));
        int place = random.nextInt(text.length());
        all.add(new Mutation(
                "with NUL at " + place, bytes(text.substring(0, place) + '\0' + text.substring(place)), 1));
        all.add(new Mutation(
                "with a quotation mark at " + place, bytes(text.substring(0, place) + '"' + text.substring(place)), 1));
        return all;
    }

    /** What may happen to a table of text whose first row is its header. */
    static List<Mutation> ofTable(List<List<String>> table, Random random) {
        int rows = table.size();
        int columns = table.getFirst().size();
        List<Mutation> all = new ArrayList<>();
        all.add(new Mutation("written anew", csv(table), 0));
        for (int time = 0; time < 2; time++) {
            int dropped = random.nextInt(columns);
            all.add(new Mutation("without column " + dropped, csv(each(table, row -> without(row, dropped))), 0));
            int swapped = random.nextInt(columns);
            int with = (swapped + 1 + random.nextInt(columns - 1)) % columns;
            all.add(new Mutation(
                    "columns " + swapped + " and " + with + " swapped",
                    csv(each(table, row -> swap(row, swapped, with))),
                    0));
            int from = 1 + random.nextInt(rows - 1);
            int to = Math.min(rows, from + 1 + random.nextInt(50));
            List<List<String>> fewer = new ArrayList<>(table.subList(0, from));
            fewer.addAll(table.subList(to, rows));
            all.add(new Mutation("without rows " + from + " to " + to, csv(fewer), 0));
            int shifted = 1 + random.nextInt(rows - 1);
            int cell = random.nextInt(columns);
            all.add(new Mutation(
                    "row " + shifted + " without cell " + cell,
                    csv(with(table, shifted, row -> without(row, cell))),
                    0));
            all.add(new Mutation(
                    "row " + shifted + " with a cell more at " + cell,
                    csv(with(table, shifted, row -> inserted(row, cell))),
                    0));
        }
        int last = rows - 1;
        List<String> cut = table.get(last).stream().toList();
        for (int cells = 1; cells <= columns; cells++) {
            // a row that ends within its last cell, and no line end behind it
            String words = String.join(",", cut.subList(0, Math.min(cells, cut.size())));
            String start = text(table.subList(0, last));
            all.add(new Mutation(
                    "last row cut in cell " + cells,
                    bytes(start + words.substring(0, Math.max(1, words.length() - 1))),
                    0));
        }
        all.add(new Mutation("without the last line end", bytes(text(table).stripTrailing()), 0));
        List<List<String>> twice = new ArrayList<>(table);
        int again = 1 + random.nextInt(rows - 1);
        twice.add(again, table.get(again));
        all.add(new Mutation("row " + again + " twice", csv(twice), 1));
        List<List<String>> shuffled = new ArrayList<>(table.subList(1, rows));
        Collections.shuffle(shuffled, random);
        shuffled.addFirst(table.getFirst());
        all.add(new Mutation("rows in another order", csv(shuffled), 0));
        for (String wrong : WRONG_NUMBERS) {
            int row = 1 + random.nextInt(rows - 1);
            all.add(new Mutation(
                    "a number of row " + row + " replaced by " + wrong,
                    csv(with(table, row, cells -> replaced(cells, wrong))),
                    1));
        }
        all.add(new Mutation("the header alone", csv(table.subList(0, 1)), 0));
        all.add(new Mutation("without a header", csv(table.subList(1, rows)), 0));
        return all;
    }

    private static List<List<String>> each(List<List<String>> table, UnaryOperator<List<String>> change) {
        return table.stream().map(change).toList();
    }

    private static List<List<String>> with(List<List<String>> table, int row, UnaryOperator<List<String>> change) {
        List<List<String>> changed = new ArrayList<>(table);
        changed.set(row, change.apply(table.get(row)));
        return changed;
    }

    private static List<String> without(List<String> row, int column) {
        List<String> cells = new ArrayList<>(row);
        if (column < cells.size()) {
            cells.remove(column);
        }
        return cells;
    }

    private static List<String> inserted(List<String> row, int column) {
        List<String> cells = new ArrayList<>(row);
        cells.add(Math.min(column, cells.size()), "");
        return cells;
    }

    private static List<String> swap(List<String> row, int one, int other) {
        List<String> cells = new ArrayList<>(row);
        while (cells.size() <= Math.max(one, other)) {
            cells.add("");
        }
        Collections.swap(cells, one, other);
        return cells;
    }

    /** The last cell that is a number, which in these tables is the figure. */
    private static List<String> replaced(List<String> row, String by) {
        List<String> cells = new ArrayList<>(row);
        for (int column = cells.size() - 1; column >= 0; column--) {
            if (NUMBER.matcher(cells.get(column)).matches()) {
                cells.set(column, by);
                return cells;
            }
        }
        cells.set(cells.size() - 1, by);
        return cells;
    }

    private static byte[] csv(List<List<String>> table) {
        return bytes(text(table));
    }

    private static String text(List<List<String>> table) {
        var text = new StringBuilder();
        for (List<String> row : table) {
            text.append(String.join(",", row.stream().map(Mutation::quoted).toList()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String quoted(String cell) {
        return Stream.of(",", "\"", "\n", "\r").anyMatch(cell::contains)
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    /**
     * What may happen to the parts of a zip: a match of the pattern, in a part whose name ends so, has its first group
     * replaced.
     *
     * @param rows how many rows one cell may change: all figures of its row, where it is a name
     */
    static List<Mutation> ofParts(byte[] sound, String part, Pattern cell, int times, int rows, Random random)
            throws IOException {
        Map<String, byte[]> parts = parts(sound);
        List<Mutation> all = new ArrayList<>();
        all.add(new Mutation("zipped anew", zip(parts), 0));
        List<String> names =
                parts.keySet().stream().filter(name -> name.matches(part)).toList();
        for (int time = 0; time < times; time++) {
            String name = names.get(random.nextInt(names.size()));
            String xml = new String(parts.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
            List<int[]> places = new ArrayList<>();
            Matcher match = cell.matcher(xml);
            while (match.find()) {
                places.add(new int[] {match.start(1), match.end(1)});
            }
            if (places.isEmpty()) {
                continue;
            }
            int[] place = places.get(random.nextInt(places.size()));
            String by = time % 2 == 0 ? String.valueOf(random.nextInt(60)) : WRONG_NUMBERS.get(time / 2);
            Map<String, byte[]> changed = new LinkedHashMap<>(parts);
            changed.put(name, bytes(xml.substring(0, place[0]) + by + xml.substring(place[1])));
            all.add(new Mutation(
                    "in " + name + " at " + place[0] + " " + xml.substring(place[0], place[1]) + " replaced by " + by,
                    zip(changed),
                    rows));
        }
        String gone = names.getFirst();
        Map<String, byte[]> fewer = new LinkedHashMap<>(parts);
        fewer.remove(gone);
        all.add(new Mutation("without " + gone, zip(fewer), 0));
        Map<String, byte[]> cut = new LinkedHashMap<>(parts);
        cut.computeIfPresent(gone, (name, bytes) -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        all.add(new Mutation("with the beginning of " + gone + " alone", zip(cut), 0));
        return all;
    }

    private static Map<String, byte[]> parts(byte[] zip) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        }
        return parts;
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                var entry = new ZipEntry(part.getKey());
                if (part.getKey().equals("mimetype")) {
                    var checksum = new CRC32();
                    checksum.update(part.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(part.getValue().length);
                    entry.setCrc(checksum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }

    /** What may happen to a page with a table. */
    static List<Mutation> ofPage(byte[] sound, Random random) {
        String html = new String(sound, StandardCharsets.UTF_8);
        List<Mutation> all = new ArrayList<>();
        int table = html.indexOf("<tbody");
        int end = html.indexOf("</tbody");
        int row = html.indexOf("<tr", table);
        int next = html.indexOf("<tr", row + 1);
        all.add(new Mutation("without its first row", bytes(html.substring(0, row) + html.substring(next)), 0));
        all.add(new Mutation(
                "with its first row twice",
                bytes(html.substring(0, next) + html.substring(row, next) + html.substring(next)),
                0));
        all.add(new Mutation("with an end in its table", bytes(html.substring(0, next) + "</body></html>"), 0));
        int half = table + random.nextInt(end - table);
        all.add(new Mutation(
                "with a table that ends at " + half, bytes(html.substring(0, half) + html.substring(end)), 1));
        List<Integer> cells = new ArrayList<>();
        Matcher cell = Pattern.compile("<td[^>]*>[0-9]").matcher(html.substring(table, end));
        while (cell.find()) {
            cells.add(table + cell.end() - 1);
        }
        for (String wrong : WRONG_NUMBERS) {
            int place = cells.get(random.nextInt(cells.size()));
            int after = html.indexOf('<', place);
            all.add(new Mutation(
                    html.substring(place, after) + " at " + place + " replaced by " + wrong,
                    bytes(html.substring(0, place) + wrong + html.substring(after)),
                    1));
        }
        return all;
    }
}
