package org.borderledger.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ingest.sheet.UnreadableFile;
import org.borderledger.ledger.IssueDate;
import org.jspecify.annotations.Nullable;

/**
 * A folder of published files, with all folders in it. Where it has a list {@code releases.csv}, the files are those that
 * the list names, and it may say of each when and where it was published.
 *
 * @param files each with what the list says of it; of a folder without a list, with nothing
 * @param notListed files that the list does not name, which are left alone
 */
public record Folder(Map<Path, FormatReader.Listed> files, List<Path> notListed) {
    /** The name of the list. Its columns are file, url, issued, basis, covers_from and covers_to; others are not read. */
    public static final String LIST = "releases.csv";

    private static final int DEEPEST = 10;
    private static final int MOST_FILES = 100_000;
    private static final FormatReader.Listed NOTHING = new FormatReader.Listed(null, null, null, null, null);

    /**
     * Looks through a folder.
     *
     * @param folder however it is named; its files come out with their whole paths
     * @throws IOException when it cannot be read, or is deeper or fuller than is read, or its list cannot be read, or names a
     *     file that is not there
     */
    public static Folder of(Path folder) throws IOException {
        return of(folder, MOST_FILES);
    }

    static Folder of(Path folder, int mostFiles) throws IOException {
        try {
            return read(whole(folder), mostFiles);
        } catch (UnreadableFile list) {
            throw new IOException(list.getMessage(), list);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** One path for one file: the list names it from the folder, and {@code .} in the folder's name is no part of it. */
    private static Path whole(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    /** A file of the folder as it is named from the folder. */
    public static Path within(Path folder, Path file) {
        return whole(folder).relativize(file);
    }

    private static Folder read(Path folder, int mostFiles) throws IOException {
        List<Path> there = new ArrayList<>();
        // one deeper than is read: what is there would else be left out without a word
        try (Stream<Path> walk = Files.walk(folder, DEEPEST + 1)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                Path relative = folder.relativize(path);
                if (isHidden(relative)) {
                    continue;
                } else if (relative.getNameCount() > DEEPEST) {
                    throw new IOException("it is more than " + DEEPEST + " folders deep, at " + relative.getParent()
                            + ": name the folders below one by one");
                } else if (Files.isRegularFile(path)) {
                    there.add(path);
                }
                if (there.size() > mostFiles) {
                    throw new IOException(
                            "it holds more than " + mostFiles + " files: name the folders below one by one");
                }
            }
        }
        there.sort(Comparator.naturalOrder());
        Map<Path, FormatReader.Listed> files = new LinkedHashMap<>();
        Path list = folder.resolve(LIST);
        if (!Files.exists(list)) {
            there.forEach(file -> files.put(file, NOTHING));
            return new Folder(files, List.of());
        }
        there.remove(list);
        Map<Path, FormatReader.Listed> listed = read(list, folder);
        List<Path> notListed = new ArrayList<>();
        for (Path file : there) {
            FormatReader.Listed of = listed.remove(file);
            if (of == null) {
                notListed.add(file);
            } else {
                files.put(file, of);
            }
        }
        if (!listed.isEmpty()) {
            throw new UnreadableFile(
                    "no file " + folder.relativize(listed.keySet().iterator().next()) + ", which " + LIST + " names",
                    "each file that the list names, in the folder beside it");
        }
        return new Folder(files, notListed);
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static Map<Path, FormatReader.Listed> read(Path list, Path folder) {
        Map<Path, FormatReader.Listed> files = new LinkedHashMap<>();
        try (CsvTable table = CsvTable.open(list)) {
            Map<String, Integer> columns = new HashMap<>();
            for (Row row : table.rows()) {
                if (columns.isEmpty()) {
                    for (int column = 0; column < row.cells().size(); column++) {
                        columns.put(row.cell(column).text().strip().toLowerCase(Locale.ROOT), column);
                    }
                    if (!columns.containsKey("file")) {
                        throw new UnreadableFile("a list without a column file", "file, and issued, url and others");
                    }
                } else {
                    Path file = file(folder, text(row, columns, "file"));
                    if (files.put(file, listed(row, columns)) != null) {
                        throw new UnreadableFile("the file " + file.getFileName() + " twice in " + LIST, "once")
                                .at(row.sheet(), row.number());
                    }
                }
            }
        }
        return files;
    }

    private static Path file(Path folder, String name) {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException none) {
            throw new UnreadableFile("a file name in " + LIST + " that no file can have", "the name of a file");
        }
    }

    private static FormatReader.Listed listed(Row row, Map<String, Integer> columns) {
        try {
            String issued = text(row, columns, "issued");
            String url = text(row, columns, "url");
            IssueDate.Basis basis = text(row, columns, "basis").equals(IssueDate.Basis.RETRIEVED.code())
                    ? IssueDate.Basis.RETRIEVED
                    : IssueDate.Basis.SIDECAR;
            return new FormatReader.Listed(
                    issued.isEmpty() ? null : IssueDate.parse(issued, basis),
                    url.isEmpty() ? null : url,
                    day(text(row, columns, "covers_from")),
                    day(text(row, columns, "covers_to")),
                    null);
        } catch (DateTimeException none) {
            throw new UnreadableFile(
                            "a date that is none: " + none.getMessage(), "a day such as 2025-06-27, or nothing")
                    .at(row.sheet(), row.number());
        }
    }

    private static @Nullable LocalDate day(String text) {
        return text.isEmpty() ? null : LocalDate.parse(text);
    }

    private static String text(Row row, Map<String, Integer> columns, String name) {
        Integer column = columns.get(name);
        return column == null ? "" : row.cell(column).text().strip();
    }
}
