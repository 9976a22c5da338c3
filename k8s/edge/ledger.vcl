# The rules of a shared cache in front of Border Ledger, for Varnish 7. Included by default.vcl; src/test/edge/check holds
# them to be right, in front of a real service, and plants mistakes in them.
vcl 4.1;

import std;

sub vcl_recv {
    if (req.restarts == 0) {
        # what the rules below tell each other is never the caller's to say
        unset req.http.Edge-Newer;
        unset req.http.Edge-Stale;
        # the validator of packed bytes ends in -gzip; here packed and plain are one object (see vcl_backend_response)
        if (req.http.If-None-Match) {
            set req.http.If-None-Match = regsuball(req.http.If-None-Match, {"-gzip""}, {"""});
        }
    }

    # No answer depends on any of these. The host would else be a name under which anybody can fill the cache.
    set req.http.Host = "border-ledger";
    unset req.http.Cookie;
    unset req.http.Authorization;

    # The root has two forms, and there are thousands of spellings of Accept.
    if (req.url ~ "^/($|\?)") {
        if (req.http.Accept ~ "text/html") {
            set req.http.Accept = "text/html";
        } else {
            set req.http.Accept = "application/json";
        }
    }

    # the service says what it takes, and refuses the rest with a problem; nothing is piped, which would end these rules
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # a way through time by a header: the answer is the address of a moment, and that is cached
    if (req.http.Accept-Datetime || req.http.Content-Length || req.http.Transfer-Encoding
        || req.http.If-None-Match ~ "^\s*\*\s*$"
        || (req.http.Dataset-Revision && req.http.Dataset-Revision !~ "^[0-9]{1,9}$")) {
        return (pass);
    }
    # from a GET it would cost the whole file
    if (req.method == "HEAD" && req.url ~ "^[^?]*\.(csv|xlsx|jsonl|parquet)($|\?)") {
        return (pass);
    }

    # stale-while-revalidate, which is 30 seconds wherever the service says it, and else nothing (vcl_backend_response);
    # beyond it what is stale is given while nobody answers: stale-if-error
    if (std.healthy(req.backend_hint) && !req.http.Edge-Stale) {
        set req.grace = 30s;
    } else {
        set req.grace = 7d;
    }
    if (req.http.Edge-Newer) {
        set req.hash_always_miss = true;
    }
    return (hash);
}

sub vcl_hit {
    # Nobody is shown less than they have seen: who names a revision gets nothing that was read before it. The fetch goes
    # past the object and takes its place, so that it happens once.
    if (req.http.Dataset-Revision
        && std.integer(obj.http.Edge-Revision, 0) < std.integer(req.http.Dataset-Revision, 0)) {
        if (req.restarts == 0) {
            set req.http.Edge-Newer = "1";
            return (restart);
        }
        return (pass);
    }
}

sub vcl_backend_fetch {
    # What is fetched for all does not wait for a revision that one of them names, and that may never come. Where the
    # answer turns out to be older, it is asked for again (vcl_deliver).
    if (!bereq.uncacheable && !bereq.http.Edge-Newer) {
        unset bereq.http.Dataset-Revision;
    }
    # the digest of a file is of its plain bytes, and so are its parts
    if (bereq.url ~ "^[^?]*\.(csv|xlsx|jsonl|parquet)($|\?)") {
        unset bereq.http.Accept-Encoding;
    }
}

sub vcl_backend_response {
    # what one caller has left is not of the answer, which others get
    if (!bereq.uncacheable) {
        unset beresp.http.RateLimit;
        unset beresp.http.RateLimit-Policy;
    }

    # A failure takes nobody's place, nor does what one caller has asked too often. What is stale is given instead
    # (vcl_synth), and is there where this fetch asked whether it still holds.
    if (beresp.status >= 500 || beresp.status == 429) {
        if (bereq.is_bgfetch || (!bereq.uncacheable && (bereq.http.If-None-Match || bereq.http.Edge-Newer))) {
            return (abandon);
        }
        # not one after the other either: those who wait for it ask for themselves
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
        set beresp.grace = 0s;
        return (deliver);
    }

    # The newest revision that this answer is known to be read at: what it says itself, and what was asked for. Another
    # dataset's revision has the same numbers, and an answer that it does not touch is as new. What was confirmed keeps
    # what was known of it.
    if (!beresp.was_304) {
        unset beresp.http.Edge-Revision;
    }
    if (std.integer(beresp.http.Dataset-Revision, 0) > std.integer(beresp.http.Edge-Revision, 0)) {
        set beresp.http.Edge-Revision = beresp.http.Dataset-Revision;
    }
    if (std.integer(bereq.http.Dataset-Revision, 0) > std.integer(beresp.http.Edge-Revision, 0)) {
        set beresp.http.Edge-Revision = bereq.http.Dataset-Revision;
    }
    # of an earlier answer: a confirmation does not say anew that the database was away
    if (beresp.was_304) {
        unset beresp.http.Cache-Status;
    }

    # Nothing is kept that does not say for how long.
    if (!beresp.http.Cache-Control) {
        set beresp.uncacheable = true;
        set beresp.ttl = 120s;
        return (deliver);
    }
    # Varnish knows max-age, s-maxage and no-store by itself, and stale-while-revalidate as grace. It does not know
    # stale-if-error: the longer of the two is kept, and vcl_recv says which counts.
    if (beresp.http.Cache-Control !~ "stale-while-revalidate=") {
        set beresp.grace = 0s;
    } elsif (beresp.http.Cache-Control ~ "stale-if-error=[0-9]+") {
        set beresp.grace = std.duration(
            regsub(beresp.http.Cache-Control, "^.*stale-if-error=([0-9]+).*$", "\1s"), beresp.grace);
    }
    # one file of a million rows would be the room of all other answers
    if (beresp.http.Content-Disposition && !beresp.http.Content-Length
        && std.integer(beresp.http.Total-Rows, 1000000000) > 20000) {
        set beresp.uncacheable = true;
        set beresp.ttl = 120s;
    }

    # One object, packed, for those who take it so and those who do not: Varnish unpacks it for them. The service packs
    # from the second time on that it is asked, and a cache asks once. Validators are weak, since these are other bytes.
    if (beresp.http.Content-Type ~ "json|text/|xml|javascript|link-format|yaml") {
        set beresp.do_gzip = true;
    }
    if (beresp.http.ETag) {
        set beresp.http.ETag = regsub(beresp.http.ETag, {"-gzip"$"}, {"""});
        if (beresp.do_gzip || beresp.http.Content-Encoding == "gzip") {
            set beresp.http.ETag = regsub(beresp.http.ETag, "^(W/)?", "W/");
        }
    }
}

sub vcl_backend_error {
    # another replica, or another connection
    if (bereq.retries == 0 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
    if (bereq.is_bgfetch || (!bereq.uncacheable && (bereq.http.If-None-Match || bereq.http.Edge-Newer))) {
        return (abandon);
    }
    set beresp.status = 503;
    set beresp.reason = "Service Unavailable";
    set beresp.ttl = 1s;
    set beresp.uncacheable = true;
    set beresp.http.Content-Type = "application/problem+json";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "5";
    set beresp.http.Access-Control-Allow-Origin = "*";
    set beresp.http.X-Content-Type-Options = "nosniff";
    synthetic("""{"type":"/problems/unavailable","title":"Temporarily unavailable","status":503,"code":"unavailable",""" +
        """"detail":"no replica of the service answers",""" +
        """"hint":"try again after the seconds that Retry-After names"}""");
    return (deliver);
}

sub vcl_synth {
    if (resp.status != 503) {
        return (deliver);
    }
    # the fetch failed where there is something stale to give
    if (req.restarts == 0) {
        set req.http.Edge-Stale = "1";
        return (restart);
    }
    set resp.http.Content-Type = "application/problem+json";
    set resp.http.Cache-Control = "no-store";
    set resp.http.Retry-After = "5";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.X-Content-Type-Options = "nosniff";
    synthetic("""{"type":"/problems/unavailable","title":"Temporarily unavailable","status":503,"code":"unavailable",""" +
        """"detail":"an answer as new as was asked for cannot be had at the moment",""" +
        """"hint":"try again after the seconds that Retry-After names, or ask without Dataset-Revision"}""");
    return (deliver);
}

sub vcl_deliver {
    # What was just fetched for all may be older as well, a refusal too: a replica that is behind does not know the key.
    if (req.http.Dataset-Revision && resp.status < 500
        && std.integer(resp.http.Edge-Revision, 0) < std.integer(req.http.Dataset-Revision, 0)
        && (req.method == "GET" || req.method == "HEAD") && !req.http.Edge-Newer
        && req.http.Dataset-Revision ~ "^[0-9]{1,9}$" && req.restarts < 2) {
        set req.http.Edge-Newer = "1";
        return (restart);
    }
    unset resp.http.Edge-Revision;

    # Varnish compares one validator, and callers may list those that they have.
    if (req.http.If-None-Match ~ "," && resp.http.ETag
        && std.strstr(req.http.If-None-Match, regsub(resp.http.ETag, "^W/", ""))) {
        set req.http.If-None-Match = resp.http.ETag;
    }
    # The digest is of the plain bytes; who gets it packed is told none, since it would be wrong (RFC 9530).
    if (resp.http.Content-Encoding == "gzip" && req.http.Accept-Encoding ~ "gzip") {
        unset resp.http.Repr-Digest;
    }
    # A part of what is not kept would be cut from a whole that is made again for each part.
    if (obj.uncacheable) {
        unset req.http.Range;
        unset resp.http.Accept-Ranges;
    }

    # what each cache on the way did, the one next to the caller last (RFC 9211)
    if (resp.http.Cache-Status) {
        set resp.http.Cache-Status = resp.http.Cache-Status + ", ";
    }
    if (obj.hits > 0) {
        set resp.http.Cache-Status = resp.http.Cache-Status + "edge; hit";
    } elsif (obj.uncacheable) {
        set resp.http.Cache-Status = resp.http.Cache-Status + "edge; fwd=bypass";
    } else {
        set resp.http.Cache-Status = resp.http.Cache-Status + "edge; fwd=miss";
    }
}
