#include "screens/screen.h"

#define SECOND INT64_C(1000000)

const char *tr_in(const struct screen_context *context, int language, const char *msgid)
{
    return catalog_text(context->catalogs[language], msgid);
}

const char *tr(const struct screen_context *context, const char *msgid)
{
    return tr_in(context, context->visit->language, msgid);
}

const char *trn(const struct screen_context *context, const char *one, const char *other, long n)
{
    return catalog_plural(context->catalogs[context->visit->language], one, other, n);
}

const char *screen_language(const struct screen_context *context)
{
    return catalog_language(context->catalogs[context->visit->language]);
}

int64_t screen_seconds_left(const struct screen_context *context)
{
    int64_t left = context->deadline - context->now;
    return left > 0 ? (left + SECOND - 1) / SECOND : 0;
}
