/* Texts as PDF has them inside, for paper_finish.c. The caller frees what is returned. */
#ifndef EM_TOOLS_PAPER_FINISH_TEXT_H
#define EM_TOOLS_PAPER_FINISH_TEXT_H

#include "paper_finish.h"

/* A text string (ISO 32000-1, 7.9.2.2): "<FEFF0041>", UTF-16 in hexadecimal. */
char *paper_pdf_string(const char *text);
/* The metadata packet (ISO 16684-1). It claims no conformance: nobody has proved any. */
char *paper_xmp(const struct paper_about *about);

#endif
