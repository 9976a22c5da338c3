package org.borderledger.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a source sends, told by two things that must both fit: the media type that the server names, and the first bytes,
 * since error pages are also sent under the name of what was asked for.
 */
public enum FileFormat {
    ODS(Beginning.ZIP, "application/vnd.oasis.opendocument.spreadsheet"),
    XLSX(Beginning.ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** Also one that is compressed with gzip. */
    CSV(
            Beginning.TEXT,
            "text/csv",
            "text/plain",
            "application/csv",
            "application/vnd.ms-excel",
            "application/vnd.sdmx.data+csv",
            "application/gzip",
            "application/x-gzip"),
    HTML(Beginning.ANGLE, "text/html", "application/xhtml+xml"),
    /** A publisher's catalogue. */
    JSON(Beginning.BRACE, "application/json");

    /** What servers say of files that they know nothing of. */
    private static final String ANYTHING = "application/octet-stream";

    private enum Beginning {
        ZIP,
        TEXT,
        ANGLE,
        BRACE
    }

    private final Beginning beginning;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final Set<String> mediaTypes;

    private final String usualMediaType;

    FileFormat(Beginning beginning, String usualMediaType, String... others) {
        this.beginning = beginning;
        this.usualMediaType = usualMediaType;
        this.mediaTypes = Set.copyOf(
                Stream.concat(Stream.of(usualMediaType), Arrays.stream(others)).toList());
    }

    /** Its name in the declaration of a source, which is also how a file of it ends. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String usualMediaType() {
        return usualMediaType;
    }

    /** Whether a server that names this media type, without parameters, may mean the format. */
    boolean isNamedBy(String mediaType) {
        return mediaTypes.contains(mediaType) || (mediaType.equals(ANYTHING) && this != HTML && this != JSON);
    }

    /** Whether a file that begins with these bytes may be of the format. */
    boolean beginsWith(byte[] head) {
        boolean zip = head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
        boolean gzip = head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String words = (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).stripLeading();
        return switch (beginning) {
            case ZIP -> zip;
            case TEXT -> gzip || (!zip && !words.isEmpty() && !words.startsWith("<") && !words.startsWith("{"));
            case ANGLE -> words.startsWith("<");
            case BRACE -> words.startsWith("{");
        };
    }

    static String codes(List<FileFormat> formats) {
        return String.join(" or ", formats.stream().map(FileFormat::code).toList());
    }
}
