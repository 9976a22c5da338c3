package org.borderledger.database;

/** What a role needs to connect over JDBC. */
public record Credentials(String url, String user, String password) {

    /** Leaves the password out, because records end up in logs. */
    @Override
    public String toString() {
        return "Credentials[url=" + url + ", user=" + user + "]";
    }
}
