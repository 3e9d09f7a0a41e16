/* Text as wide as it is long: every character is half an em, so a test can say where each thing
 * must be. */
#ifndef EM_TESTS_FAKE_METRICS_H
#define EM_TESTS_FAKE_METRICS_H

#include "ui/text.h"

/* The ascent is one em, the height five quarters of it. */
extern const struct ui_metrics fake_metrics;

#endif
