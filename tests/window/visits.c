#include "visits.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct step french[] = {
    {STEP_SCREEN, "welcome"},
    {STEP_PICTURE, .text = "1-welcome"},
    {STEP_CLICK, "welcome/fr"},
    {STEP_SCREEN, "document"},
    {STEP_LANGUAGE, "fr"},
    {STEP_PICTURE, .text = "2-document"},
    {STEP_CLICK, "document/sign"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/name"},
    {STEP_TAP, .text = "am"},
    {STEP_HOLD, "key/e"},
    {STEP_CLICK, "key/é"},
    {STEP_TAP, .text = "lie durand"},
    {STEP_VALUE, "details/name", "Amélie Durand"},
    {STEP_CLICK, "details/role"},
    {STEP_TAP, .text = "maire"},
    {STEP_VALUE, "details/role", "Maire"},
    {STEP_CLICK, "details/government"},
    {STEP_SCREEN, "government"},
    {STEP_PICTURE, .text = "3-government"},
    {STEP_TAP, .text = "paris"},
    {STEP_VALUE, "government/search", "Paris"}, /* the list has moved for the last time */
    {STEP_CLICK, "government/option/paris"},
    {STEP_SCREEN, "details"},
    {STEP_VALUE, "details/government", "Paris"},
    {STEP_VALUE, "details/country", "France"},
    {STEP_CLICK, "details/email"},
    {STEP_TAP, .text = "amelie@example.org"},
    {STEP_VALUE, "details/email", "amelie@example.org"},
    {STEP_CLICK, "details/listed"},
    {STEP_CHECKED, "details/listed"},
    {STEP_PICTURE, .text = "4-details"},
    {STEP_CLICK, "details/notice"},
    {STEP_SCREEN, "notice"},
    {STEP_PICTURE, .text = "5-notice"},
    {STEP_CLICK, "notice/close"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/continue"},
    {STEP_SCREEN, "sign"},
    {STEP_DRAW, "sign/pad"},
    {STEP_VALUE, "sign/pad", "3"},
    {STEP_PICTURE, .text = "6-sign"},
    {STEP_CLICK, "sign/continue"},
    {STEP_SCREEN, "review"},
    {STEP_PICTURE, .text = "7-review"},
    {STEP_CLICK, "review/record"},
    {STEP_SCREEN, "recorded"},
    {STEP_PICTURE, .text = "8-recorded"},
    {STEP_CLICK, "recorded/finish"},
    {STEP_SCREEN, "welcome"},
    {STEP_PICTURE, .text = "9-welcome-again"},
    {STEP_END},
};

static const struct step english[] = {
    {STEP_SCREEN, "welcome"},
    {STEP_TAB, "welcome/en"},
    {STEP_KEY, .text = "Return"},
    {STEP_SCREEN, "document"},
    {STEP_LANGUAGE, "en"},
    {STEP_TAB, "document/sign"},
    {STEP_KEY, .text = "Return"},
    {STEP_SCREEN, "details"},
    {STEP_TAB, "details/name"},
    {STEP_TYPE, .text = "Seán O’Brien"},
    {STEP_VALUE, "details/name", "Seán O’Brien"},
    {STEP_TAB, "details/role"},
    {STEP_TYPE, .text = "Deputy Mayor"},
    {STEP_TAB, "details/government"},
    {STEP_KEY, .text = "Return"},
    {STEP_SCREEN, "government"},
    {STEP_TYPE, .text = "TBIL"},
    {STEP_VALUE, "government/search", "TBIL"},
    {STEP_TAB, "government/option/tbilisi"},
    {STEP_KEY, .text = "Return"},
    {STEP_SCREEN, "details"},
    {STEP_VALUE, "details/government", "Tbilisi"},
    {STEP_VALUE, "details/country", "Georgia"},
    {STEP_TAB, "details/email"},
    {STEP_TYPE, .text = "sean@example.org"},
    {STEP_TAB, "details/listed"},
    {STEP_KEY, .text = "space"},
    {STEP_CHECKED, "details/listed"},
    {STEP_TAB, "details/continue"},
    {STEP_KEY, .text = "Return"},
    {STEP_SCREEN, "sign"},
    {STEP_TAB, "sign/typed"},
    {STEP_KEY, .text = "Return"},
    {STEP_TAB, "sign/draw"}, /* the way back has come: the name stands on the line */
    {STEP_TAB, "sign/continue"},
    {STEP_KEY, .text = "Return"},
    {STEP_SCREEN, "review"},
    {STEP_TAB, "review/record"},
    {STEP_KEY, .text = "Return"},
    {STEP_SCREEN, "recorded"},
    {STEP_TAB, "recorded/finish"},
    {STEP_KEY, .text = "Return"},
    {STEP_SCREEN, "welcome"},
    {STEP_END},
};

static const struct step spanish[] = {
    {STEP_SCREEN, "welcome"},
    {STEP_CLICK, "welcome/es"},
    {STEP_SCREEN, "document"},
    {STEP_LANGUAGE, "es"},
    {STEP_CLICK, "document/sign"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/name"},
    {STEP_TYPE, .text = "Íñigo Muñoz"},
    {STEP_CLICK, "details/government"},
    {STEP_SCREEN, "government"},
    {STEP_TYPE, .text = "Zapopan"},
    {STEP_VALUE, "government/search", "Zapopan"},
    {STEP_CLICK, "government/free"},
    {STEP_SCREEN, "country"},
    {STEP_TYPE, .text = "mex"},
    {STEP_VALUE, "country/search", "mex"},
    {STEP_CLICK, "country/option/MX"},
    {STEP_SCREEN, "details"},
    {STEP_VALUE, "details/country", "México"},
    {STEP_CLICK, "header/language/en"},
    {STEP_LANGUAGE, "en"},
    {STEP_VALUE, "details/name", "Íñigo Muñoz"},
    {STEP_VALUE, "details/government", "Zapopan"},
    {STEP_VALUE, "details/country", "Mexico"},
    {STEP_CLICK, "details/capacity/personal"},
    {STEP_CHECKED, "details/capacity/personal"},
    {STEP_CLICK, "details/continue"},
    {STEP_SCREEN, "sign"},
    {STEP_CLICK, "header/language/es"},
    {STEP_LANGUAGE, "es"},
    {STEP_CLICK, "sign/assisted"},
    {STEP_CLICK, "sign/continue"},
    {STEP_SCREEN, "review"},
    {STEP_CLICK, "review/record"},
    {STEP_SCREEN, "recorded"},
    {STEP_LANGUAGE, "es"},
    {STEP_CLICK, "recorded/finish"},
    {STEP_SCREEN, "welcome"},
    {STEP_END},
};

const struct visit visits[VISITS] = {
    {"French, by pointer, with drawn ink", french,
     "{\"name\": \"Amélie Durand\", \"role\": \"Maire\", \"government\": \"Paris\", "
     "\"country\": \"FR\", \"capacity\": \"government\", \"language\": \"fr\", "
     "\"mode\": \"drawn\", \"listed\": true, \"email\": \"amelie@example.org\"}"},
    {"English, by keyboard alone, with a typed signature", english,
     "{\"name\": \"Seán O’Brien\", \"role\": \"Deputy Mayor\", \"government\": \"Tbilisi\", "
     "\"country\": \"GE\", \"capacity\": \"government\", \"language\": \"en\", "
     "\"mode\": \"typed\", \"listed\": true, \"email\": \"sean@example.org\"}"},
    {"Spanish, with a change of language in the middle", spanish,
     "{\"name\": \"Íñigo Muñoz\", \"role\": \"\", \"government\": \"Zapopan\", "
     "\"country\": \"MX\", \"capacity\": \"personal\", \"language\": \"es\", "
     "\"mode\": \"assisted\", \"listed\": false, \"email\": \"\"}"},
};

const struct step visit_short[] = {
    {STEP_SCREEN, "welcome"},
    {STEP_CLICK, "welcome/fr"},
    {STEP_SCREEN, "document"},
    {STEP_CLICK, "document/sign"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/name"},
    {STEP_TYPE, .text = "Awa Ba"},
    {STEP_CLICK, "details/government"},
    {STEP_SCREEN, "government"},
    {STEP_CLICK, "government/option/austin"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/continue"},
    {STEP_SCREEN, "sign"},
    {STEP_CLICK, "sign/typed"},
    {STEP_CLICK, "sign/continue"},
    {STEP_SCREEN, "review"},
    {STEP_END},
};

const struct step visit_record[] = {
    {STEP_CLICK, "review/record"},
    {STEP_SCREEN, "recorded"},
    {STEP_END},
};

void visit_number(struct driver *driver, char number[32])
{
    struct trace *trace = driver_trace(driver);
    const char *label = trace_text(trace_node(trace, "recorded/number"), "label");
    const char *dash = strrchr(label, '-');
    *number = '\0';
    if (strcmp(trace_screen(trace), "recorded") != 0 || !dash)
        return;
    while (dash > label && isalnum((unsigned char)dash[-1]))
        dash--;
    snprintf(number, 32, "%s", dash);
}
