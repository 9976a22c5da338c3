package org.borderledger.explorer;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** The words of the pages, all in one file of properties for each language. */
final class Texts {
    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle("explorer.texts", Locale.ENGLISH);
    /** How the texts of bounds begin: more than, up to. */
    static final String BOUND = "qualifier_";

    private static final String OF_THE_BROWSER = "browser_";

    private Texts() {}

    /**
     * A text with its blanks filled in.
     *
     * @throws java.util.MissingResourceException where there is no such text
     */
    static String text(String name, Object... blanks) {
        return new MessageFormat(ENGLISH.getString(name), Locale.UK).format(blanks);
    }

    /** Whether there is such a text. */
    static boolean has(String name) {
        return ENGLISH.containsKey(name);
    }

    /** The texts that charts are labelled with in the browser, by the names that it knows them by. */
    static Map<String, String> ofTheBrowser() {
        Map<String, String> texts = new TreeMap<>();
        for (String name : ENGLISH.keySet()) {
            if (name.startsWith(OF_THE_BROWSER)) {
                texts.put(name.substring(OF_THE_BROWSER.length()), ENGLISH.getString(name));
            } else if (name.startsWith(BOUND)) {
                texts.put(name, ENGLISH.getString(name));
            }
        }
        return texts;
    }
}
