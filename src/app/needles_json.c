/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "needles_json.h"

#include <string.h>

#include "closing.h"
#include "json.h"

const char *aci_needles_json_layer(const aci_scenario *scenario, const aci_puncture *puncture)
{
    const aci_skin *skin = &scenario->skin;
    int layer = puncture->mean.layer;
    return layer < skin->layer_count ? skin->layers[layer].name : "below the skin";
}

const char *aci_needles_json_stop(const aci_scenario *scenario, const aci_puncture *puncture)
{
    static const char *const stops[] = {
        [ACI_STOP_TRAVEL] = "the needle made its whole travel",
        [ACI_STOP_PLATE] = "the plate or drum landed on the skin first",
        [ACI_STOP_FORCE] = "the force was in balance",
        [ACI_STOP_ENERGY] = "the energy was used up",
        [ACI_STOP_STALL] = "the motor stalled",
    };
    (void)scenario;
    return stops[puncture->mean.stop];
}

const char *aci_needles_json_weakness(const aci_puncture *puncture)
{
    const aci_insertion *mean = &puncture->mean;
    bool buckles = mean->punctured && mean->buckling_safety < 1.0;
    bool yields = mean->punctured && mean->strength_safety < 1.0;
    return buckles && yields ? "buckles and breaks"
           : buckles         ? "buckles"
           : yields          ? "breaks"
                             : NULL;
}

/* Where the meaning of a key stands: at a variable of the result file, or here. */
#define AS(variable) #variable, NULL, NULL
#define OWN(units, text) NULL, units, text

/* X(key, how it is written, its number, meaning) */
#define TREATMENT(X)                                                                               \
    X(depth, number, t->depth_mean, AS(depth_mean))                                                \
    X(depth_punctured_mean, number, t->depth_punctured_mean,                                       \
      OWN("m", "mean depth of the punctured strikes"))                                             \
    X(depth_deviation, number, t->depth_deviation, AS(depth_deviation))                            \
    X(depth_5_percent, number, t->depth_quantiles[0],                                              \
      OWN("m", "depth that 5 % of the punctured strikes do not reach"))                            \
    X(depth_50_percent, number, t->depth_quantiles[2],                                             \
      OWN("m", "median depth of the punctured strikes"))                                           \
    X(depth_95_percent, number, t->depth_quantiles[4],                                             \
      OWN("m", "depth that 95 % of the punctured strikes do not reach"))                           \
    X(punctured_fraction, number, t->punctured_fraction, AS(punctured_fraction))                   \
    X(through_fraction, number, (double)p->through / t->strikes, AS(through_fraction))             \
    X(strikes, integer, t->strikes, OWN("1", "how often a needle struck the skin"))                \
    X(punctures, integer, t->punctures, OWN("1", "strikes that went through the surface"))         \
    X(channels, integer, t->channels, OWN("1", "strikes that left a channel of their own"))        \
    X(duration, number, t->duration, AS(treatment_time))                                           \
    X(strike_rate, number, t->strike_rate, OWN("s-1", "strikes per second"))                       \
    X(puncture_rate, number, t->puncture_rate, AS(puncture_rate))                                  \
    X(needle_density, number, t->needle_density, AS(needle_density))                               \
    X(strike_density, number, t->strike_density, AS(strike_density))                               \
    X(channel_density, number, t->channel_density, AS(channel_density))                            \
    X(open_area_fraction, number, t->open_area_fraction, AS(open_area_fraction))                   \
    X(coverage, number, t->coverage, AS(coverage))                                                 \
    X(overlapping, number, t->overlapping, AS(overlapping))                                        \
    X(nearest_neighbour, number, t->nearest_neighbour, AS(nearest_neighbour))                      \
    X(bleeding, number, t->bleeding, AS(bleeding))

#define MEAN_NEEDLE(X)                                                                             \
    X(punctured, boolean, p->mean.punctured, OWN("1", "whether the mean needle punctures"))        \
    X(depth, number, p->mean.depth, AS(insertion_depth))                                           \
    X(dimple, number, p->mean.dimple, OWN("m", "how far the skin has given way at the end"))       \
    X(displacement, number, p->mean.displacement,                                                  \
      OWN("m", "way of the needle's base at the end, dimple + depth"))                             \
    X(force, number, p->mean.force, OWN("N", "force on the needle at the end"))                    \
    X(largest_force, number, p->mean.largest_force, AS(largest_force))                             \
    X(puncture_force, number, p->mean.puncture_force, AS(puncture_force))                          \
    X(puncture_displacement, number, p->mean.puncture_displacement, AS(puncture_displacement))     \
    X(lift, number, p->mean.lift, AS(lift))                                                        \
    X(pop_in, number, p->mean.pop_in, AS(pop_in))                                                  \
    X(contact_force, number, p->mean.contact_force, AS(contact_force))                             \
    X(layer, text, 0.0, OWN(NULL, "layer in which the tip ends"))                                  \
    X(stopped, text, 0.0, OWN(NULL, "why the needle stopped"))                                     \
    X(buckling_safety, number, p->mean.buckling_safety, AS(buckling_safety))                       \
    X(strength_safety, number, p->mean.strength_safety, AS(strength_safety))                       \
    X(channel_depth, number, p->residual.depth, OWN("m", "depth of the channel it leaves"))        \
    X(channel_mouth_radius, number, p->residual.mouth_radius,                                      \
      OWN("m", "radius of that channel's mouth"))                                                  \
    X(channel_bottom_radius, number, p->residual.bottom_radius,                                    \
      OWN("m", "radius of that channel's end"))                                                    \
    X(channel_volume, number, p->residual.volume, OWN("m3", "volume of that channel"))

#define BASIS(X)                                                                                   \
    X(toughness_factor, number, s->skin.mechanics.toughness_factor.value, AS(toughness_factor))

typedef struct row {
    aci_needles_json_key key;
    enum { number, integer, boolean, text } kind;
    double (*value)(const aci_scenario *scenario, const aci_puncture *puncture);
} row;

#define VALUE(object, name, expression)                                                            \
    static double object##_##name(const aci_scenario *s, const aci_puncture *p)                    \
    {                                                                                              \
        const aci_treatment_statistics *t = &p->statistics;                                        \
        (void)s, (void)t;                                                                          \
        return (double)(expression);                                                               \
    }
#define TREATMENT_VALUE(name, kind, expression, ...) VALUE(treatment, name, expression)
#define NEEDLE_VALUE(name, kind, expression, ...) VALUE(needle, name, expression)
TREATMENT(TREATMENT_VALUE)
MEAN_NEEDLE(NEEDLE_VALUE)
BASIS(TREATMENT_VALUE)

#define TREATMENT_ROW(name, kind, expression, ...)                                                 \
    {{"", #name, __VA_ARGS__}, kind, treatment_##name},
#define NEEDLE_ROW(name, kind, expression, ...)                                                    \
    {{"mean_needle", #name, __VA_ARGS__}, kind, needle_##name},
static const row rows[] = {TREATMENT(TREATMENT_ROW) MEAN_NEEDLE(NEEDLE_ROW) BASIS(TREATMENT_ROW)};

enum { ROWS = sizeof rows / sizeof rows[0] };

bool aci_needles_json_describe(int index, aci_needles_json_key *out)
{
    if (index < ROWS) {
        *out = rows[index].key;
    }
    return index < ROWS;
}

static void write_row(aci_json *json, const row *r, const aci_scenario *s, const aci_puncture *p)
{
    const char *name = r->key.name;
    double value = r->value(s, p);
    if (r->kind == text) {
        bool is_layer = strcmp(name, "layer") == 0;
        aci_json_text(json, name,
                      is_layer ? aci_needles_json_layer(s, p) : aci_needles_json_stop(s, p));
    } else if (r->kind == boolean) {
        aci_json_boolean(json, name, value != 0.0);
    } else if (r->kind == integer) {
        aci_json_integer(json, name, (long)value);
    } else {
        aci_json_number(json, name, value);
    }
}

void aci_needles_json_write(FILE *out, const aci_scenario *scenario, const aci_puncture *puncture)
{
    aci_json json = {.out = out};
    bool is_inside = false;
    aci_json_open(&json, NULL);
    for (int i = 0; i < ROWS; i++) {
        bool belongs_inside = rows[i].key.object[0] != '\0';
        if (belongs_inside && !is_inside) {
            aci_json_open(&json, rows[i].key.object);
        } else if (!belongs_inside && is_inside) {
            aci_json_close(&json);
        }
        is_inside = belongs_inside;
        write_row(&json, &rows[i], scenario, puncture);
    }
    aci_closing_json(&json, scenario);
    aci_json_close(&json);
}
