package org.borderledger.catalogue;

/** What the service is, in its own words. */
public final class Service {
    private Service() {}

    /** What it is called. */
    public static String title() {
        return "Border Ledger";
    }

    /** What it is, in a few sentences. */
    public static String about() {
        return "Border figures with their sources and their history: crossings, enforcement actions and spending lines as"
                + " their publishers stated them, and what they said before. An independent service, not an official one."
                + " Contains public sector information licensed under the Open Government Licence v3.0.";
    }
}
