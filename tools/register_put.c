/* How a page of the register is put together: markup of ours, in which texts cannot become any. */
#include "register.h"

#include "core/clock.h"
#include "html_text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void register_fill(const struct register_page *page, const char *markup, const char *const *texts)
{
    for (const char *hole; (hole = strstr(markup, "{}")); markup = hole + 2) {
        assert(*texts); /* as many texts as holes */
        fwrite(markup, 1, (size_t)(hole - markup), page->out);
        html_visible(page->out, *texts++);
    }
    assert(!*texts);
    fputs(markup, page->out);
}

char *register_sentence_of(const char *sentence, const char *const *texts)
{
    struct em_buffer out = {0};
    size_t count = 0;
    while (texts[count])
        count++;
    em_buffer_text(&out, "");
    for (const char *at; (at = strchr(sentence, '%')); sentence = at) {
        em_buffer_add(&out, sentence, (size_t)(at - sentence));
        size_t index = (size_t)(at[1] - '1');
        bool is_hole = index < count && strncmp(at + 2, "$s", 2) == 0;
        em_buffer_text(&out, is_hole ? texts[index] : "%");
        at += is_hole ? 4 : 1;
    }
    em_buffer_text(&out, sentence);
    return out.data;
}

const char *register_text(const struct register_page *page, const char *msgid)
{
    return edition_text(page->edition, msgid);
}

const char *register_number(const struct register_page *page, char out[REGISTER_NUMBER],
                            long long number)
{
    words_number(out, REGISTER_NUMBER, number, page->edition->language);
    return out;
}

const char *register_government(const struct register_page *page, const struct register_row *row)
{
    return edition_government(page->edition, row->government_id, row->government);
}

void register_put_time(const struct register_page *page, int64_t at_us)
{
    char at[EM_TIME_SIZE], date[64], hour[32];
    em_time_format(at_us, at);
    words_calendar_date(date, sizeof date, page->edition->calendar, at_us);
    words_calendar_time(hour, sizeof hour, page->edition->calendar, at_us);
    register_put(page, "<time datetime=\"{}\">{}, {}</time>", at, date, hour);
}

char *register_page_name(const struct event_pack *pack, size_t language)
{
    return language == 0 ? em_strdup("index.html")
                         : em_format("%s.html", pack->languages[language]);
}
