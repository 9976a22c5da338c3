package org.borderledger.problem;

import java.util.Locale;

/** The closed set of problem codes. Each is a page at {@code /problems/{code}} and never changes its meaning. */
public enum ProblemCode {
    UNKNOWN_PARAMETER(
            400,
            "Unknown parameter",
            "The address has a query parameter that this path does not take. A filter that is silently ignored would"
                    + " be a wrong number, so it is refused. `allowed` lists the parameters of the path."),
    UNKNOWN_VALUE(
            400,
            "Unknown value",
            "The parameter takes one of a list of values, and this is not one of them. `allowed` has the list."),
    INVALID_VALUE(
            400,
            "Invalid value",
            "The value cannot be read as what the parameter takes: a date, a period, a number, an instant. The hint"
                    + " shows one that can."),
    REPEATED_PARAMETER(
            400,
            "Repeated parameter",
            "The parameter stands more than once in the address. Several values go into one parameter, separated by"
                    + " commas."),
    MISSING_PARAMETER(
            400,
            "Missing parameter",
            "The path cannot be answered without this parameter. The hint shows one that would do."),
    EMPTY_VALUE(400, "Empty value", "The parameter has no value. Leave it out, or give it one."),
    CONFLICTING_PARAMETERS(
            400,
            "Conflicting parameters",
            "Two parameters of the address cannot be used together. The detail says why."),
    NOT_IN_SERIES(
            400,
            "Not in this series",
            "The filter asks for something that the chosen series does not hold by its structure. `allowed` names the"
                    + " series that do."),
    NOT_ADDABLE(
            400,
            "Not addable",
            "The figures asked for do not add up to what was asked: other series count the same things again, periods"
                    + " reach over the ends of others, statements overlap. The detail gives the reason."),
    INVALID_CURSOR(
            400,
            "Invalid cursor",
            "A cursor is taken as it stands from `links.next` of the same query. This one was made by something else"
                    + " or for another query. Start again without it."),
    MALFORMED_REQUEST(
            400,
            "Malformed request",
            "The request cannot be read: an address with a broken percent-encoding, bytes that are not UTF-8 or a control"
                    + " character, a header that is not what it has to be, or a body where none is taken."),
    TOO_MANY_ROWS(
            400,
            "Too many rows",
            "The format cannot hold as many rows as match. Take another format, such as .csv, or fewer figures."),
    NOT_FOUND(404, "Not found", "Nothing is at this address. The hint says where to look."),
    NOT_KNOWN_YET(
            404,
            "Not known yet",
            "The figure exists, but it was not known on the day or in the revision that was asked for. The detail says"
                    + " from when it is."),
    UNKNOWN_REVISION(404, "Unknown revision", "The ledger has not reached this revision. The detail names its newest."),
    METHOD_NOT_ALLOWED(
            405,
            "Method not allowed",
            "The service is read-only over HTTP: GET, HEAD and OPTIONS. Figures enter through the command line."),
    RETIRED(
            410,
            "Retired",
            "The path was answered once and is not any more, after a notice of at least twelve months. The hint and the"
                    + " header `Link` (`successor-version`) name what has taken its place."),
    ADDRESS_TOO_LONG(
            414, "Address too long", "The address is longer than 32 KB. Ask for a range or a whole series instead."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests",
            "Your address has asked as often as one address may in a minute. Try again after the seconds that `Retry-After`"
                    + " names. `RateLimit` says with every answer how many requests are left. Whole datasets come as one"
                    + " file."),
    INTERNAL_ERROR(
            500,
            "Internal error",
            "The service failed. It is a defect of ours: the instance identifier finds it in the log."),
    UNAVAILABLE(
            503,
            "Temporarily unavailable",
            "The database does not answer at the moment, or does not have a revision yet that was seen already. Try again"
                    + " after the seconds that `Retry-After` names."),
    TOO_MANY_EXPORTS(
            503,
            "Too many exports",
            "As many large files are being sent as the service sends at once. Try again after the seconds that"
                    + " `Retry-After` names, or take pages with `limit`, which are not counted."),
    OVERLOADED(
            503,
            "Overloaded",
            "As many requests are worked on as the service works on at once, or the database did not find this answer within"
                    + " a minute. Try again after the seconds that `Retry-After` names. Answers that were given before and still hold are given all the same.");

    private final int status;
    private final String title;
    private final String description;

    ProblemCode(int status, String title, String description) {
        this.status = status;
        this.title = title;
        this.description = description;
    }

    /** The code as it stands in answers and addresses, such as {@code unknown-parameter}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What the code means and what to do, for its page. */
    public String description() {
        return description;
    }
}
