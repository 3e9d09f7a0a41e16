#include "fake/handwriting.h"

#include <math.h>

#define PI           3.14159265358979323846
#define REPORT_US    8000 /* between two points, as a touchscreen reports */
#define CAPITAL_MOST 180  /* units, so that it stays on the pad */

uint64_t handwriting_chance(uint64_t seed, uint64_t which, uint64_t limit)
{
    uint64_t value = seed * 0x9E3779B97F4A7C15u + which * 0xD1B54A32D192ED03u + 0x8CB92BA72F3D8DD7u;
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;
    value = (value ^ value >> 27) * 0x94D049BB133111EBu;
    return (value ^ value >> 31) % limit;
}

/* A hand at work, and how it writes. Lengths are in units of the pad. */
struct hand_at_work {
    struct ink *ink;
    struct ink_pen pen;
    uint64_t seed, asked;
    int64_t at;
    bool down;
    double x, base;             /* where the next letter begins */
    double size, slant, stride; /* height of an x, lean, way to the next letter */
    double roundness, climb;
    int a_letter; /* points that one wave takes */
};

/* Between low and high; every question has another answer. */
static double between(struct hand_at_work *hand, double low, double high)
{
    uint64_t chance = handwriting_chance(hand->seed, ++hand->asked, 1000000);
    return low + (high - low) * (double)chance / 1e6;
}

static void put(struct hand_at_work *hand, double x, double y)
{
    int32_t at_x = (int32_t)lround(x * INK_SCALE), at_y = (int32_t)lround(y * INK_SCALE);
    hand->at += REPORT_US;
    if (hand->down)
        ink_pen_move(&hand->pen, hand->ink, at_x, at_y, hand->at);
    else
        ink_pen_down(&hand->pen, hand->ink, at_x, at_y, hand->at);
    hand->down = true;
}

static void lift(struct hand_at_work *hand)
{
    hand->down = false;
    hand->at += 12 * REPORT_US;
}

static double tremble(struct hand_at_work *hand)
{
    return between(hand, -0.35, 0.35);
}

/* One wave of the line: up from the base and back, leaning; below it when the height is negative.
 */
static void letter(struct hand_at_work *hand, double height, double stride, int points)
{
    double round = hand->roundness * between(hand, -0.5, 1.3);
    for (int i = hand->down ? 1 : 0; i <= points; i++) {
        double t = (double)i / points, turn = 2 * PI * t;
        double up = height * (1 - cos(turn)) / 2;
        double x = hand->x + stride * t - round * hand->size * sin(turn);
        double y = hand->base - up - hand->climb * stride * t;
        put(hand, x + hand->slant * up + tremble(hand), y + tremble(hand));
    }
    hand->x += stride;
    hand->base -= hand->climb * stride;
}

/* Heights as letters have them: most as an x, some as an l, a few below the line as a g. */
static double letter_height(struct hand_at_work *hand, bool capital)
{
    double which = between(hand, 0, 1);
    if (capital)
        return fmin(hand->size * between(hand, 2.3, 3.1), CAPITAL_MOST);
    if (which < 0.17)
        return hand->size * between(hand, 1.8, 2.4);
    if (which < 0.28)
        return -hand->size * between(hand, 1.2, 1.9);
    return hand->size * between(hand, 0.6, 1.15);
}

static void word(struct hand_at_work *hand, int points)
{
    int letters = points < hand->a_letter ? 1 : points / hand->a_letter;
    for (int i = 0; i < letters; i++) {
        bool capital = i == 0;
        double stride = hand->stride * between(hand, 0.7, 1.35) * (capital ? 1.5 : 1);
        letter(hand, letter_height(hand, capital), stride, points / letters);
    }
    lift(hand);
}

static void dot(struct hand_at_work *hand, double from, double to)
{
    double x = between(hand, from, to), y = hand->base - hand->size * between(hand, 1.7, 2.2);
    put(hand, x, y);
    put(hand, x + between(hand, 0.5, 3), y + between(hand, 0.5, 2));
    lift(hand);
}

/* The bar of a t. */
static void bar(struct hand_at_work *hand, double from, double to)
{
    double x = between(hand, from, to), y = hand->base - hand->size * between(hand, 1.4, 1.8);
    double length = hand->size * between(hand, 0.9, 1.8);
    for (int i = 0; i < 6; i++)
        put(hand, x + length * i / 5, y - 2.5 * sin(i / 5.0 * PI) + tremble(hand));
    lift(hand);
}

/* Back under the name and out again. */
static void flourish(struct hand_at_work *hand, double from, double to, int points)
{
    double depth = hand->size * between(hand, 1.1, 1.9), back = between(hand, 0.55, 0.95);
    for (int i = 0; i < points; i++) {
        double t = (double)i / (points - 1), turn = t * 1.62 * PI;
        double x = to - (to - from) * back * (1 - cos(turn)) / 2 * (1 - 0.12 * t);
        double y = hand->base + depth * (0.35 + 0.75 * t) - 10 * sin(turn);
        put(hand, x + tremble(hand), y + tremble(hand));
    }
    lift(hand);
}

/* How this hand writes: the name fills most of the pad, whatever its length. */
static void take_up(struct hand_at_work *hand, int points)
{
    hand->a_letter = 12 + points / 26;
    double letters = (double)points / hand->a_letter + 1.5;
    double room = between(hand, 480, 760);
    hand->stride = fmin(room / letters, between(hand, 62, 96));
    hand->size = fmax(hand->stride * between(hand, 0.75, 1.15), 22);
    hand->slant = between(hand, 0.02, 0.55);
    hand->roundness = between(hand, 0.16, 0.42);
    hand->climb = between(hand, -0.03, 0.12);
    hand->x = between(hand, 90, 200);
    hand->base = between(hand, 215, 265);
}

void handwriting_draw(struct ink *ink, uint64_t seed, int points)
{
    struct hand_at_work hand = {.ink = ink, .seed = seed};
    ink_clear(ink);
    bool flourished = points > 90 && between(&hand, 0, 1) < 0.55;
    bool two_words = points > 70 && between(&hand, 0, 1) < 0.7;
    int details = points > 60 ? (int)between(&hand, 0, 3.99) : 0,
        tail = flourished ? points / 7 : 0;
    int left = points - tail - 4 * details;
    int first = two_words ? (int)(left * between(&hand, 0.3, 0.5)) : left;
    take_up(&hand, left);
    double from = hand.x;
    word(&hand, first);
    hand.x += hand.stride * between(&hand, 0.2, 0.6);
    if (two_words)
        word(&hand, left - first);
    for (int i = 0; i < details; i++)
        (i % 2 ? bar : dot)(&hand, from + hand.stride, hand.x - hand.stride);
    if (flourished)
        flourish(&hand, from, hand.x, tail);
}
