#include "paper_finish_text.h"

#include "core/clock.h"
#include "core/memory.h"

#include <string.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

char *paper_pdf_string(const char *text)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "<FEFF");
    for (int32_t at = 0, length = (int32_t)strlen(text); at < length;) {
        UChar32 letter;
        U8_NEXT_OR_FFFD(text, at, length, letter);
        if (letter > 0xffff)
            em_buffer_format(&out, "%04X%04X", (unsigned)U16_LEAD(letter),
                             (unsigned)U16_TRAIL(letter));
        else
            em_buffer_format(&out, "%04X", (unsigned)letter);
    }
    em_buffer_text(&out, ">");
    return out.data;
}

static void add_escaped(struct em_buffer *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            em_buffer_text(out, "&amp;");
            break;
        case '<':
            em_buffer_text(out, "&lt;");
            break;
        case '>':
            em_buffer_text(out, "&gt;");
            break;
        default:
            em_buffer_add(out, text, 1);
        }
}

/* An element of one text; nothing at all for no text. */
static void add_element(struct em_buffer *out, const char *before, const char *text,
                        const char *after)
{
    if (!text || !*text)
        return;
    em_buffer_text(out, before);
    add_escaped(out, text);
    em_buffer_text(out, after);
}

char *paper_xmp(const struct paper_about *about)
{
    struct em_buffer out = {0};
    char created[EM_TIME_SIZE];
    em_time_format(about->created_us, created);
    em_buffer_text(&out,
                   "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                   "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                   "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                   "<dc:format>application/pdf</dc:format>\n");
    add_element(&out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", about->title,
                "</rdf:li></rdf:Alt></dc:title>\n");
    add_element(&out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", about->subject,
                "</rdf:li></rdf:Alt></dc:description>\n");
    add_element(&out, "<dc:creator><rdf:Seq><rdf:li>", about->author,
                "</rdf:li></rdf:Seq></dc:creator>\n");
    add_element(&out, "<dc:language><rdf:Bag><rdf:li>", about->language,
                "</rdf:li></rdf:Bag></dc:language>\n");
    add_element(&out, "<xmp:CreateDate>", created, "</xmp:CreateDate>\n");
    add_element(&out, "<xmp:CreatorTool>", "emarge", "</xmp:CreatorTool>\n");
    em_buffer_text(&out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    return out.data;
}
