package org.borderledger.ingest.sheet;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** The rows of one sheet of a workbook of Microsoft Office, one at a time. */
final class XlsxRows implements Iterator<Row> {
    private static final int LAST_ROW = 1_048_576;
    private static final int COLUMNS = 16_384;
    private static final int ROW_CHARACTERS = 1 << 20;
    private static final int NUMBER_DIGITS = 400;
    private static final int WORKSHEET_DEPTH = 1;
    private static final int DATA_DEPTH = 2;

    private final String sheet;
    private final BoundedXml xml;
    private final List<String> texts;
    private final Limits limits;

    private @Nullable Row next;
    private int number;
    private int given;
    private long shown;
    private boolean worksheet;
    private boolean ended;

    /** The rows of a sheet whose cells refer to these texts. */
    XlsxRows(String sheet, BoundedXml xml, List<String> texts, Limits limits) {
        this.sheet = sheet;
        this.xml = xml;
        this.texts = texts;
        this.limits = limits;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && !ended) {
                advance();
            }
        } catch (UnreadableFile refusal) {
            throw refusal.at(sheet, number);
        }
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = Objects.requireNonNull(next);
        next = null;
        return row;
    }

    /** Enters what leads to rows, and passes over everything else: views, merged cells, drawings, filters. */
    private void advance() {
        int event = xml.next();
        if (event == XMLStreamConstants.END_DOCUMENT) {
            if (!worksheet) {
                throw new UnreadableFile("a part that is no worksheet", "a worksheet, as the workbook says");
            }
            ended = true;
        } else if (event == XMLStreamConstants.START_ELEMENT) {
            switch (xml.depth()) {
                case WORKSHEET_DEPTH -> {
                    worksheet = xml.at(XlsxWorkbook.SHEET, "worksheet");
                    enter(worksheet);
                }
                case DATA_DEPTH -> enter(xml.at(XlsxWorkbook.SHEET, "sheetData"));
                default -> {
                    if (xml.at(XlsxWorkbook.SHEET, "row")) {
                        readRow();
                    } else {
                        xml.skip();
                    }
                }
            }
        }
    }

    private void enter(boolean leadsToRows) {
        if (!leadsToRows) {
            xml.skip();
        }
    }

    private void readRow() {
        String said = xml.attribute("", "r");
        int place = said == null ? number + 1 : place(said);
        // Two rows of one number, or one that is earlier than it stands: nobody knows which of them a reader sees.
        if (place <= number || place > LAST_ROW) {
            throw new UnreadableFile(
                    "a row numbered " + UnreadableFile.quote(said) + " after row " + number,
                    "rows in their order, at most " + LAST_ROW);
        }
        number = place;
        List<Cell> cells = new ArrayList<>();
        long characters = 0;
        int row = xml.depth();
        while (xml.nextChild(row)) {
            if (!xml.at(XlsxWorkbook.SHEET, "c")) {
                xml.skip();
                continue;
            }
            String address = xml.attribute("", "r");
            int column = address == null ? cells.size() : column(address);
            Cell cell = readCell(xml.attribute("", "t"), column);
            if (column < cells.size()) {
                throw new UnreadableFile(
                        "a cell " + UnreadableFile.quote(address) + " that comes after a later one",
                        "cells in the order of their columns, each once");
            }
            // Empty cells are filled in when something follows them, but a place taken is taken.
            cells.addAll(Collections.nCopies(column - cells.size(), Cell.EMPTY));
            cells.add(cell);
            characters += cell.text().length();
            if (characters > ROW_CHARACTERS) {
                throw new UnreadableFile(
                        "a row of more than " + ROW_CHARACTERS + " characters",
                        "at most that, since a row is held in memory whole");
            }
        }
        var read = new Row(sheet, number, cells);
        if (read.isEmpty()) {
            return;
        }
        shown += characters + read.cells().size();
        if (++given > limits.rows()) {
            throw new UnreadableFile(
                    "more than " + limits.rows() + " rows that hold something",
                    "at most that in one file: " + Limits.SPLIT);
        }
        if (shown > limits.unpackedBytes()) {
            throw new UnreadableFile(
                    "rows that come to more than " + limits.unpackedBytes() + " characters with all their repetitions",
                    "at most that: a file that grows so much is a mistake or an attack; if it is neither, "
                            + Limits.SPLIT);
        }
        next = read;
    }

    private static int place(String said) {
        return said.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(said) : -1;
    }

    /** The column of an address such as B4, where A is 0. */
    private int column(String address) {
        int letters = 0;
        int column = 0;
        while (letters < address.length() && letters < 4 && Character.isLetter(address.charAt(letters))) {
            column = column * 26 + Character.toUpperCase(address.charAt(letters)) - 'A' + 1;
            letters++;
        }
        if (!address.matches("[A-Z]{1,3}[0-9]{1,7}")
                || column > COLUMNS
                || place(address.substring(letters)) != number) {
            throw new UnreadableFile(
                    "a cell " + UnreadableFile.quote(address) + " in row " + number,
                    "an address of that row, from column A to XFD");
        }
        return column - 1;
    }

    private Cell readCell(@Nullable String type, int column) {
        if (column >= COLUMNS) {
            throw new UnreadableFile("a value beyond column XFD", "a sheet of at most 16,384 columns");
        }
        String value = null;
        String words = null;
        int cell = xml.depth();
        while (xml.nextChild(cell)) {
            if (xml.at(XlsxWorkbook.SHEET, "v")) {
                value = XlsxWorkbook.text(xml, limits.cellCharacters());
            } else if (xml.at(XlsxWorkbook.SHEET, "is")) {
                words = XlsxWorkbook.words(xml, limits.cellCharacters());
            } else {
                xml.skip(); // a formula, which is never evaluated
            }
        }
        return switch (type == null ? "n" : type) {
            case "s" -> value == null ? Cell.EMPTY : text(shared(value, column));
            case "inlineStr" -> text(words == null ? "" : words);
            case "n" -> value == null ? Cell.EMPTY : number(value, column);
            case "b" -> value == null ? Cell.EMPTY : text(value.strip().equals("1") ? "TRUE" : "FALSE");
            case "d" -> value == null ? Cell.EMPTY : date(value, column);
            // The saved result of a formula, an error such as #N/A, or a type that a later standard may add.
            default -> text(value == null ? "" : value);
        };
    }

    private static Cell text(String words) {
        return words.isEmpty() ? Cell.EMPTY : new Cell.Text(words);
    }

    private String shared(String value, int column) {
        String place = value.strip();
        if (!place.matches("[0-9]{1,9}") || Integer.parseInt(place) >= texts.size()) {
            throw contradiction(column, "the text number " + UnreadableFile.quote(value), "one of " + texts.size());
        }
        return texts.get(Integer.parseInt(place));
    }

    private static Cell number(String value, int column) {
        try {
            BigDecimal number = new BigDecimal(value.strip());
            // 1E999999999 is one byte here and a gigabyte as soon as somebody writes it out.
            if (Math.max(number.precision(), Math.abs((long) number.scale())) <= NUMBER_DIGITS) {
                return new Cell.Number(number, number.toPlainString());
            }
        } catch (NumberFormatException none) {
            // refused below, as is a number too long
        }
        throw contradiction(
                column,
                "the number " + UnreadableFile.quote(value),
                "a number of at most " + NUMBER_DIGITS + " digits");
    }

    private static Cell date(String value, int column) {
        try {
            return new Cell.Day(LocalDate.parse(value.strip()), value.strip());
        } catch (DateTimeException none) {
            throw contradiction(column, "the date " + UnreadableFile.quote(value), "a date as 2023-11-23");
        }
    }

    private static UnreadableFile contradiction(int column, String found, String expected) {
        return new UnreadableFile(found + " in column " + Row.letters(column), expected);
    }
}
