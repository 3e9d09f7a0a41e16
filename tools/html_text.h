/* What all HTML that we write has in common: text that cannot become markup, and the colours of the
 * house.
 */
#ifndef EM_TOOLS_HTML_TEXT_H
#define EM_TOOLS_HTML_TEXT_H

#include <stdio.h>

/* Text as the content of an element or within a quoted attribute: & < > " ' as references
 * (HTML 13.1.2, 13.3), bytes that are no UTF-8 as U+FFFD. What else a person may have typed is
 * made seen by words_visible before; html_visible does both. Not for what stands inside <script>
 * or <style>. */
void html_text(FILE *out, const char *text);
void html_visible(FILE *out, const char *text);

/* "rtl" for the scripts that are written so, else "ltr"; by a BCP 47 tag. */
const char *html_direction(const char *language);

/* CSS: the colours as custom properties of :root, --paper --sheet --ink --muted --rule --blue
 * --margin --margin-text --on-blue, in light, in dark (prefers-color-scheme) and on paper (print);
 * color-scheme is said, too. Text holds 7:1 on --paper and --sheet in each. */
extern const char html_colours[];

/* font-family values: what the house is set in, then what a machine without it has. */
#define HTML_SANS  "\"Noto Sans\",system-ui,sans-serif"
#define HTML_SERIF "\"Noto Serif\",Georgia,serif"
#define HTML_TITLE "\"Noto Serif Display\",\"Noto Serif\",Georgia,serif"

#endif
