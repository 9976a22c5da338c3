package org.borderledger.http;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.borderledger.ledger.Licence;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Links;
import org.borderledger.representation.Representation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** The headers that say what an answer is and where it leads: media type, file name, number of rows, links (RFC 8288). */
public class AnswerHeaders {
    private final AskedFormat format;

    AnswerHeaders(AskedFormat format) {
        this.format = format;
    }

    @ServerResponseFilter
    public void add(ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Answer answer)) {
            return;
        }
        Representation representation = format.representation();
        response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, representation.mediaType());
        response.getHeaders().putSingle(HttpHeaders.LINK, String.join(", ", links(answer, representation)));
        if (representation != Representation.JSON && representation != Representation.CSVW) {
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.CONTENT_DISPOSITION,
                            "attachment; filename=\"" + answer.table().name() + representation.suffix() + "\"");
            // here and not where the rows are written, because HEAD writes none
            if (answer.table().total() >= 0) {
                response.getHeaders()
                        .putSingle("Total-Rows", Long.toString(answer.table().total()));
            }
        }
    }

    private static List<String> links(Answer answer, Representation representation) {
        Links links = answer.links();
        List<String> header = new ArrayList<>();
        if (representation == Representation.CSV) {
            // before all others: readers of CSVW take each link that comes first for one that leads nowhere
            int query = links.self().indexOf('?');
            String path = query < 0 ? links.self() : links.self().substring(0, query);
            add(
                    header,
                    "describedby",
                    path.substring(
                                    0,
                                    path.length() - Representation.CSV.suffix().length())
                            + Representation.CSVW.suffix()
                            + (query < 0 ? "" : links.self().substring(query)),
                    Representation.CSVW.mediaType());
        }
        add(header, "self", links.self(), null);
        add(header, "first", links.first(), null);
        add(header, "next", links.next(), null);
        if (representation != Representation.CSV) {
            add(header, "describedby", links.describedby(), null);
        }
        add(
                header,
                "license",
                Licence.find(answer.meta().licence()).map(Licence::address).orElse(null),
                null);
        add(header, "service-desc", "/openapi.json", null);
        return header;
    }

    private static void add(
            List<String> header, String relation, @Nullable String address, @Nullable String mediaType) {
        if (address != null) {
            header.add("<" + address + ">; rel=\"" + relation + "\""
                    + (mediaType == null ? "" : "; type=\"" + mediaType + "\""));
        }
    }
}
