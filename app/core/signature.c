#include "core/signature.h"

const char *const signature_capacity_name[] = {
    [CAPACITY_GOVERNMENT] = "government",
    [CAPACITY_PERSONAL] = "personal",
};

const char *const signature_mode_name[] = {
    [MODE_DRAWN] = "drawn",
    [MODE_TYPED] = "typed",
    [MODE_ASSISTED] = "assisted",
};
