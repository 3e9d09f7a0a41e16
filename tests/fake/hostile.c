#include "fake/hostile.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
/* What a spreadsheet would reckon or run. */
static const char *const formulas[] = {
    "=1+1", "+1+1", "-1+1", "@SUM(1,2)", "=HYPERLINK(\"http://example.org\",\"click\")",
    "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0",
    "=DDE(\"cmd\";\"/C calc\";\"x\")", "=IMPORTXML(\"http://example.org\",\"//a\")", "=WEBSERVICE(\"http://example.org\")",
    "=1+1\";=1+1", "=A1", "=$A$1", "=R1C1", "=SUM(A1:A9)", "={1;2}", "=\"x\"&\"y\"", "=-1", "=+1", "=@A1",
    "=IMAGE(\"http://example.org/x.png\")", "=RTD(\"x\";;\"y\")", "=CALL(\"urlmon\",\"x\",\"JJCCJJ\")", "=EXEC(\"calc\")",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "=1+1\t", "% =1", "=NOW()", "=TODAY()", "=RAND()", "=1/0", "=#REF!", "#N/A", "#REF!", "TRUE", "=TRUE()",
    "1e5", "1E400", "-0", "00012", "1,5", "1;5", "2016-12-09", "9/12", "09.12.2016", "12:30", "0x1F", "+33 1 42 76 40 40", "-", "+", "=", "@", "==", "=-=", "--", "+-",
};
/* What a page would take for markup or run. */
static const char *const markup[] = {
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//", "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<a href=\"javascript:alert(1)\">x</a>",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
    "\" onmouseover=\"alert(1)", "' onfocus='alert(1)' autofocus='", "`onclick=alert(1)`", "\"><script>alert(1)</script>", "'><b>", "--><script>alert(1)</script><!--",
    "<!--", "-->", "]]>", "<![CDATA[", "<?xml version=\"1.0\"?>", "<!DOCTYPE html>", "<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;", "&lt;", "&amp;lt;", "&#60;script&#62;", "&#x3c;b&#x3e;", "&nbsp;", "&amp", "&#0;", "&#55296;",
    "<style>*{display:none}</style>", "</style>", "</title><script>alert(1)</script>", "</textarea>", "</template>", "</noscript>", "<plaintext>", "<base href=//example.org>", "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//example.org>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<marquee onstart=alert(1)>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<form action=javascript:alert(1)><input type=submit>", "<input autofocus onfocus=alert(1)>",
    "expression(alert(1))", "url(javascript:alert(1))", "background:url(//example.org)", "}body{display:none}", "@import '//example.org';", "\\3c script\\3e", "\\u003cscript\\u003e", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "[[${7*7}]]", "{%raw%}", "__proto__", "constructor", "toString", "window.alert(1)", "');alert(1);//", "\";alert(1);//", "\\\";alert(1);//", "<b>bold</b>", "<i", "<", ">", "&", "\"", "'", "`", "<>", "</", "<a", "< script >", "<\xC5\xBF" "cript>", "＜script＞alert(1)＜/script＞", "<p>Élodie", "<br>", "<hr/>",
};
/* What other formats and programs would obey. */
static const char *const syntax[] = {
    "'; DROP TABLE entry; --", "' OR '1'='1", "\" OR \"\"=\"", "1; SELECT 1", "Robert'); DROP TABLE delegates;--", "%s%s%s%n", "%x%x%x%x", "%99999999s", "%", "%%", "%20", "%00", "%0a", "\\\\", "\\n", "\\0", "\\x00", "$(reboot)", "`reboot`", "; reboot", "| reboot", "&& reboot", "> /dev/null", "$HOME", "~", "*", "?", "!!", "#",
    "../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\con", "CON", "NUL", "aux", "file:///etc/passwd", "..", ".", "-rf", "--help", "--output=/tmp/x", "a/b", "a\\b", "a:b", "a*b?c", "[Sheet]", "Sheet'1", "'Sheet", "History", "a\tb", "\tb", "b\t", "a\t=1+1", "a;=1+1", "a|=1+1", "a,=1+1", "a,b", "a;b", "a|b", "\"a\"", "\"\"", "a\"b", "a\"\"b", "'a", "a'", "''",
    "# heading", "## heading", "- item", "* item", "1. item", "> quote", "```", "~~~", "---", "===", "***bold***", "__x__", "[x](javascript:alert(1))", "![x](http://example.org/x.png)", "[x]: http://example.org", "<http://example.org>", "| a | b |", "|---|---|", "a|b|c", "~~x~~", "- [ ] x", "\\*x\\*", "    code", "a  ", "\\", "_x_", "&copy;", "http://example.org", "www.example.org", "delegate@example.org", ":smile:", "$$x$$",
    ".TH X 1", ".so /etc/passwd", ".sy reboot", "\\fBx\\fR", "\\*(Tm", "'br", "\\\\n(.g", ".\\\" x",
    ") Tj ET", "(x) Tj", "(((((", ")))))", "\\)", "endstream endobj", "%%EOF", "<< /JS (app.alert(1)) >>", "/OpenAction", "stream", "trailer", "xref", "<FEFF0041>", "\\101", "%PDF-1.7",
    "{\"a\":1}", "[1,2]", "null", "true", "false", "undefined", "NaN", "Infinity", "\\u0000", "\\ud800", "{", "}", "[", "]", "\\u202e", "$ne", "{\"$gt\":\"\"}",
    "\\begin{document}", "\\input{/etc/passwd}", "$x^2$", "%comment", "\\write18{reboot}", "\x1B[31mred\x1B[0m", "\x1B]0;title\x07", "\x1B[2J", "\x1BP$q\x1B\\", "\xC2\x9B", "\r\nSet-Cookie: x=1", "X\r\nBcc: y@example.org", "From a", ".\r\n", "\n.\n", "BEGIN:VCARD", "BEGIN:VEVENT", "mailto:x@example.org?subject=y", "tel:+1",
    "(sealed)", "(scellé)", "unknown", "yes", "no", "—", "signed_at", "number", "emarge entry v1", "kind sign", "\n— ogp-paris-2016/hall-a-1 AAAA", "ogp-paris-2016/hall-a-1",
};
/* Characters that one does not see, or that move others. A lone surrogate cannot be typed: its
 * replacement stands for it. */
static const char *const marks[] = {
    "\u202E", "\u202D", "\u202A", "\u202B", "\u202C", "\u2066", "\u2067", "\u2068", "\u2069", "\u200E", "\u200F", "\u061C",
    "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u034F", "\u180E", "\u2061", "\u2063", "\u115F", "\u3164", "\uFFA0",
    "\u2028", "\u2029", "\xC2\x85", "\u00A0", "\u2007", "\u202F", "\u3000", "\u1680", "\u2003",
    "\x01", "\x02", "\x04", "\x07", "\b", "\t", "\n", "\v", "\f", "\r", "\r\n", "\x0E", "\x1A", "\x1B", "\x1F", "\x7F", "\xC2\x80", "\xC2\x9B", "\xC2\x9F",
    "\uFFFD", "\uFFFE", "\uFFFF", "\uFDD0", "\U0001FFFE", "\U0010FFFF", "\uE000", "\U000F0000", "\uFFF9", "\uFFFA", "\uFFFB", "\uFFFC",
    "\U000E0041", "\U000E0001", "\uFE0F", "\uFE0E", "\U000E0100", "\u20DD", "\u20E3", "\u0338", "\u0301", "\u0337", "\u0489",
};
/* Whole texts that are hard to set, to cut or to fold. */
static const char *const letters[] = {
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "👨🏿‍⚖️", "🇫🇷🇰🇪🇬🇪", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "👍🏽👍🏻", "💩", "🤷‍♀️", "❤️‍🔥", "😀😀😀😀😀😀😀😀", "🇫", "👩‍", "🧑🏾‍🤝‍🧑🏼",
    "ﷺ", "﷽", "ﬁﬂﬃ", "ⅷ", "①②③", "Ⓐ", "𝕬𝖒𝖎𝖓𝖆", "𝓩𝓸é", "ａｍｉｎａ", "ＡＭＩＮＡ", "аmina", "раypal", "ǅ", "ß", "ẞ", "İi", "ıI", "ſ", "K", "Å", "Ω", "ŉ", "ǰ", "ΐ", "և", "ﬀ",
    "é", "e\u0301", "ộ", "ợ", "각", "\u1100\u1161\u11A8", "क्ष्म्य", "நி", "กำ", "ཀྵྐྵ", "မြန်မာ", "ខ្មែរ", "ကို", "ශ්‍රී", "বাংলাদেশ", "ತ್ಯಾಗ", "ᠮᠣᠩᠭᠣᠯ", "ދިވެހި", "ܣܘܪܝܝܐ", "ꦗꦮ", "𐌰𐌱𐌲", "𓀀𓀁", "𠀀𠮷", "㐀㐁", "﨑髙", "か゛", "ｶﾞ", "ﾟ", "〱〲",
    "אבג abc דהו", "abc אבג 123 דהו", "مرحبا abc 123 عالم", "123 مرحبا", "(مثال)", "<مثال>", "«مثال»", "שלום (abc", "a\u202Eb\u202Cc", "\u2067שלום", "اَلْعَرَبِيَّةُ", "ـــــــــ", "لا إله", "٠١٢٣", "۰۱۲",
    " ", "  ", " Amina", "Amina ", "Amina  Nyambura", "\u00A0Amina\u00A0", "A", "É", "·", "…", "‑‑‑", "''''", "....", ",,,,", ";;;;", "____", "////", "O’Sample-d’Été", "Ann‑Marie", "X Æ A-12", "Jr.", "Mag. Dr. Dr. h. c.", "d'", "-née-",
};
/* clang-format on */

#define COUNT(list) (sizeof list / sizeof *list)

/* A text that is made: a mark within a name, many of one thing. */
static const struct {
    const char *before, *repeated, *after;
    int times;
} long_ones[] = {
    {"", "A", "", 2000},
    {"", "é", "", 2000},
    {"", "한", "", 2000},
    {"", "ع", "", 2000},
    {"", "字", "", 2000},
    {"", "👩‍👩‍👧‍👦", "", 200},
    {"Z", "\u0351\u0317", "o", 60},
    {"Z", "\u0301", "oé", 30},
    {"Z", "\u0301", "oé", 31},
    {"Z", "\u0489", "", 500},
    {"", "ก้้", "", 100},
    {"", "W", "", 120},
    {"", "Donaudampfschifffahrts", "gesellschaft", 20},
    {"", "A ", "z", 900},
    {"", "<b>", "x", 500},
    {"", "&amp;", "", 300},
    {"", "\"", "", 500},
    {"", "(", "", 1000},
    {"", "\\", "", 1000},
    {"", "=", "", 1000},
    {"", "-", "", 1000},
    {"", "_", "", 255},
    {"", ".", "", 256},
    {"", "\n", "x", 200},
    {"a", "\t", "b", 200},
    {"", "\u202E", "abc", 200},
    {"", "\u2067", "abc", 130},
    {"a", "\u200B", "b", 800},
    {"a", "\u00AD", "b", 800},
    {"", " ", "a", 1000},
    {"", "\u3000", "a", 500},
    {"", "🏳️‍🌈", "", 150},
    {"", "אב", "", 900},
    {"", "a ב ", "", 400},
    {"", "ﷺ", "", 400},
    {"", "[", "", 400},
    {"", "{\"a\":", "", 300},
    {"", "../", "etc/passwd", 300},
    {"", "1", "", 400},
    {"", "’", "", 400},
};

/* How a mark stands: within a name, at its ends, in front of what else would be harmless. */
static const char *const stands[] = {"Ami%sna", "%sAmina", "Amina%s", "%s=1+1"};

struct sort {
    const char *const *texts;
    size_t count;
};
static const struct sort sorts[] = {
    {formulas, COUNT(formulas)},
    {markup, COUNT(markup)},
    {syntax, COUNT(syntax)},
    {letters, COUNT(letters)},
};

size_t hostile_count(void)
{
    size_t count = COUNT(long_ones) + COUNT(marks) * COUNT(stands);
    for (size_t i = 0; i < COUNT(sorts); i++)
        count += sorts[i].count;
    return count;
}

static void repeat(char *out, size_t size, size_t which)
{
    size_t at = (size_t)snprintf(out, size, "%s", long_ones[which].before);
    for (int i = 0; i < long_ones[which].times; i++)
        at += (size_t)snprintf(out + at, size - at, "%s", long_ones[which].repeated);
    snprintf(out + at, size - at, "%s", long_ones[which].after);
}

static void place(char *out, size_t size, const char *mark, const char *stand)
{
    size_t before = strcspn(stand, "%");
    snprintf(out, size, "%.*s%s%s", (int)before, stand, mark, stand + before + 2);
}

char *hostile_text(char *out, size_t size, size_t number)
{
    size_t at = number % hostile_count();
    for (size_t i = 0; i < COUNT(sorts); at -= sorts[i++].count)
        if (at < sorts[i].count) {
            snprintf(out, size, "%s", sorts[i].texts[at]);
            return out;
        }
    if (at < COUNT(long_ones))
        repeat(out, size, at);
    else
        place(out, size, marks[(at - COUNT(long_ones)) / COUNT(stands)],
              stands[(at - COUNT(long_ones)) % COUNT(stands)]);
    return out;
}
