# Where the service is. What a cache in front of it has to know stands in ledger.vcl; docs/scale.md says what both are for.
vcl 4.1;

# One address behind which the replicas stand, as the Service of k8s/base. Without something that spreads connections, name
# each replica as a backend of its own and let a director (vmod_directors) take turns.
backend replicas {
    .host = "border-ledger";
    .port = "80";
    # a statement may take a minute, and is then told as a 503 of the service's own
    .first_byte_timeout = 70s;
    .between_bytes_timeout = 60s;
    .connect_timeout = 2s;
    # The root is answered without the database. Three in a row have to fail: a service that has much to do is slow, and
    # to call it away would refuse what it would answer.
    .probe = {
        .url = "/";
        .interval = 1s;
        .timeout = 3s;
        .window = 3;
        .threshold = 1;
        .initial = 1;
    }
}

include "ledger.vcl";
