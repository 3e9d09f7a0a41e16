#include "core/ink.h"
#include "core/memory.h"
#include <stdlib.h>
void ink_init(struct ink *i, int32_t w, int32_t h){*i=(struct ink){.width=w,.height=h};}
void ink_free(struct ink *i){free(i->points);free(i->strokes);ink_init(i,i->width,i->height);}
void ink_clear(struct ink *i){i->count=i->stroke_count=0;}
void ink_undo(struct ink *i){if(i->stroke_count){i->stroke_count--;i->count=i->strokes[i->stroke_count].first;}}
bool ink_is_small(const struct ink *i){return i->count<3;}
static void add(struct ink*i,int32_t x,int32_t y){i->points=em_grow(i->points,i->count,&i->capacity,sizeof *i->points);i->points[i->count++]=(struct ink_point){x,y,500};i->strokes[i->stroke_count-1].count++;}
void ink_pen_down(struct ink_pen*p,struct ink*i,int32_t x,int32_t y,int64_t at){(void)p;(void)at;i->strokes=em_grow(i->strokes,i->stroke_count,&i->stroke_capacity,sizeof *i->strokes);i->strokes[i->stroke_count++]=(struct ink_stroke){i->count,0};add(i,x,y);}
bool ink_pen_move(struct ink_pen*p,struct ink*i,int32_t x,int32_t y,int64_t at){(void)p;(void)at;add(i,x,y);return true;}
struct ink_capsule *ink_capsules(const struct ink *k,size_t from,size_t*n){struct ink_capsule*o=em_alloc(sizeof*o*(k->count+1));*n=0;for(size_t s=0;s<k->stroke_count;s++){size_t f=k->strokes[s].first;for(size_t p=f;p<f+k->strokes[s].count;p++){if(p<from)continue;size_t q=p>f?p-1:p;o[(*n)++]=(struct ink_capsule){k->points[q].x/100.f,k->points[q].y/100.f,2.5,k->points[p].x/100.f,k->points[p].y/100.f,2.5};}}return o;}
