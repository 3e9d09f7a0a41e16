/* The texts of a page: the declaration, and the notice on data. */
#include "register.h"

#include <stdlib.h>
#include <string.h>

/* A text on the page: its blocks from the first that is shown, with headings so many levels deeper
 * that they stand beneath the section's own. */
struct shown_text {
    const struct document *text;
    size_t from;
    int deeper;
};

static void put_block(const struct register_page *page, const struct document_block *block,
                      int deeper)
{
    int level = block->level + deeper < 6 ? block->level + deeper : 6;
    if (block->kind == BLOCK_PARAGRAPH)
        register_put(page, "<p>{}</p>\n", block->text);
    else if (block->kind == BLOCK_ITEM)
        register_put(page, "<li>{}</li>\n", block->text);
    else {
        fprintf(page->out, "<h%d>", level);
        register_put(page, "{}", block->text);
        fprintf(page->out, "</h%d>\n", level);
    }
}

/* "ol" and "ul", or NULL for what is no item of a list. */
static const char *list_of(const struct document_block *block)
{
    if (block->kind != BLOCK_ITEM)
        return NULL;
    return block->number ? "ol" : "ul";
}

static void put_blocks(const struct register_page *page, const struct shown_text *shown)
{
    const char *open = NULL;
    for (size_t i = shown->from; i < shown->text->count; i++) {
        const struct document_block *block = &shown->text->blocks[i];
        const char *list = list_of(block);
        if (open && (!list || strcmp(open, list) != 0 || block->number == 1))
            fprintf(page->out, "</%s>\n", open);
        if (list && (!open || strcmp(open, list) != 0 || block->number == 1)) {
            fprintf(page->out, "<%s", list);
            if (block->number > 1)
                fprintf(page->out, " start=\"%d\"", block->number);
            fputs(">\n", page->out);
        }
        put_block(page, block, shown->deeper);
        open = list;
    }
    if (open)
        fprintf(page->out, "</%s>\n", open);
}

static const char *language_name(const struct event_pack *pack, const char *language)
{
    int index = pack_language(pack, language);
    return index < 0 ? language : pack->language_names[index];
}

void register_write_text(const struct register_page *page)
{
    const struct document *text = page->document->texts[page->edition->index];
    register_put(page,
                 "<section id=\"text\" aria-labelledby=\"text-title\">\n"
                 "<h2 id=\"text-title\">{}</h2>\n",
                 register_text(page, N_("The text")));
    if (strcmp(page->document->original, page->edition->language) != 0) {
        char *note = register_sentence(
            register_text(page, N_("A courtesy translation. The original: %1$s.")),
            language_name(page->edition->pack, page->document->original));
        register_put(page, "<p class=\"small\">{}</p>\n", note);
        free(note);
    }
    register_put(page, "<div class=\"document\" lang=\"{}\">\n", page->edition->language);
    put_blocks(page, &(struct shown_text){.text = text, .deeper = 2});
    fputs("</div>\n</section>\n", page->out);
}

/* The event's own words, folded, since they are longer than what most come for. */
void register_write_notice(const struct register_page *page)
{
    const struct pack_texts *texts = &page->edition->pack->texts[page->edition->index];
    const struct document *notice = texts->notice;
    bool is_titled = notice->count > 0 && notice->blocks[0].kind == BLOCK_HEADING;
    char *who = register_sentence(
        register_text(page, N_("The organisers of this event publish the register: %1$s.")),
        texts->name);
    register_put(page,
                 "<section id=\"notice\" aria-labelledby=\"notice-title\">\n"
                 "<h2 id=\"notice-title\">{}</h2>\n<p>{}</p>\n<p>{}</p>\n"
                 "<details class=\"notice\"><summary>{}</summary>\n",
                 is_titled ? notice->title : register_text(page, N_("Your data")), who,
                 register_text(page, N_("The notice on data says whom to ask, and how to have a "
                                        "signature withdrawn. A signature that was withdrawn is "
                                        "not in a register that is made afterwards.")),
                 register_text(page, N_("The notice, as it stood on the kiosks")));
    put_blocks(page, &(struct shown_text){.text = notice, .from = is_titled, .deeper = 1});
    fputs("</details>\n</section>\n", page->out);
    free(who);
}
