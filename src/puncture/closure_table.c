/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of how fast channels close, and how small each method still sees them. */
#include <assert.h>
#include <math.h>
#include <stddef.h>

#include "acicula/puncture/closure.h"
#include "acicula/skin/sites.h"

static const double hour = 3600.0;
static const double length_exponent = 0.55; /* ln(18/12)/ln(770/370) */

#define KALLURI "Kalluri 2011, 10.1208/s12248-011-9288-3"
#define GUPTA "Gupta 2011, J Control Release 154:148"
#define LIFETIMES "half-life over lifetime at three sites of the body, PMC8259462"

static const struct {
    const char *name;
    aci_value threshold;
} methods[ACI_CLOSURE_METHODS] = {
    [ACI_CLOSURE_IMPEDANCE] = {"impedance",
                               {0.17, ACI_ORIGIN_CORRELATED, 'M', "0.135 to 0.184: " LIFETIMES}},
    [ACI_CLOSURE_WATER_LOSS] =
        {"water_loss",
         {0.35, ACI_ORIGIN_CORRELATED, 'L',
          "calibrated, docs/validation/mechanics.md: 0.27 to 0.41 in rats; human faces may want "
          "less, 0.02 to 0.05; " KALLURI}},
    [ACI_CLOSURE_DYE] = {"dye",
                         {0.03, ACI_ORIGIN_CORRELATED, 'L',
                          "calibrated with the rat's time constant, docs/validation/mechanics.md; "
                          "calcein, " KALLURI}},
    [ACI_CLOSURE_OWN] = {"own", {0.0, ACI_ORIGIN_MISSING, 0, NULL}},
};

const char *aci_closure_method_name(aci_closure_method method)
{
    assert(method < ACI_CLOSURE_METHODS);
    return methods[method].name;
}

aci_value aci_closure_threshold(aci_closure_method method)
{
    assert(method < ACI_CLOSURE_METHODS);
    return methods[method].threshold;
}

/// A number of the library; its source says whether the needle's length was known (first index)
/// and whether the species was (second).
typedef struct number {
    double value; ///< hours, or a fraction
    aci_origin origin;
    char confidence;
    const char *source[2][2];
} number;

/// f, fast, slow.
typedef struct kind {
    number numbers[3];
} kind;

#define UNSCALED "; as for needles of 500 um: no length is known here"
#define SCALED "; times (needle length / 500 um)^0.55"
#define NO_SITE "; human is assumed, the skin has no site"
#define TEXTS(plain, scaled, nobody)                                                               \
    {                                                                                              \
        {plain nobody, plain},                                                                     \
        {                                                                                          \
            scaled nobody, scaled                                                                  \
        }                                                                                          \
    }
#define PART(value, origin, confidence, text, nobody)                                              \
    {                                                                                              \
        (value), (origin), (confidence), TEXTS(text, text, nobody)                                 \
    }
#define TIME(value, origin, confidence, text, nobody)                                              \
    {                                                                                              \
        (value), (origin), (confidence), TEXTS(text UNSCALED, text SCALED, nobody)                 \
    }

#define DRY_FAST "assumed: most has resealed to impedance in about 2 h, " GUPTA
#define DRY_SLOW                                                                                   \
    "assumed, 10 to 30 h: water loss of the face slightly raised at 24 to 48 h, Sasaki 2019, "     \
    "10.1093/asjof/ojz017"
#define OCCLUDED "assumed inside 1.7 to 23 h: 3 to 40 h to impedance under a cover, " GUPTA
#define RAT                                                                                        \
    "calibrated, docs/validation/mechanics.md: closed to calcein at 12 and 18 h for 370 and 770 "  \
    "um, " KALLURI
#define ELASTIC                                                                                    \
    "assumed: what shrinks in the first hour in excised skin, Badran 2009 and Gomaa 2010, "        \
    "10.1016/j.tiv.2010.08.012"

static const kind human_dry = {{PART(0.8, ACI_ORIGIN_ASSUMED, 'L', DRY_FAST, NO_SITE),
                                TIME(0.8, ACI_ORIGIN_ASSUMED, 'L', DRY_FAST, NO_SITE),
                                TIME(20.0, ACI_ORIGIN_ASSUMED, 'L', DRY_SLOW, NO_SITE)}};

static const kind human_occluded = {{PART(1.0, ACI_ORIGIN_ASSUMED, 'L', OCCLUDED, NO_SITE),
                                     TIME(15.0, ACI_ORIGIN_ASSUMED, 'L', OCCLUDED, NO_SITE),
                                     TIME(15.0, ACI_ORIGIN_ASSUMED, 'L', OCCLUDED, NO_SITE)}};

static const kind rat_dry = {{PART(1.0, ACI_ORIGIN_CORRELATED, 'L', RAT, ""),
                              TIME(4.0, ACI_ORIGIN_CORRELATED, 'L', RAT, ""),
                              TIME(4.0, ACI_ORIGIN_CORRELATED, 'L', RAT, "")}};

static const kind excised = {
    {PART(0.5, ACI_ORIGIN_ASSUMED, 'L', ELASTIC, ""),
     TIME(0.75, ACI_ORIGIN_ASSUMED, 'L', ELASTIC, ""),
     PART(INFINITY, ACI_ORIGIN_SETTING, 0, "setting in_vitro: excised skin does not heal", "")}};

static aci_status find_kind(const aci_skin *skin, aci_closure_state state, const kind **out)
{
    const aci_site *site = aci_sites_find(skin->site);
    aci_species species = site != NULL ? site->species : ACI_SPECIES_HUMAN;
    bool is_dry = state == ACI_CLOSURE_DRY;
    if (skin->setting == ACI_IN_VITRO) {
        *out = &excised;
    } else if (species == ACI_SPECIES_HUMAN) {
        *out = is_dry ? &human_dry : &human_occluded;
    } else if (species == ACI_SPECIES_RAT && is_dry) {
        *out = &rat_dry;
    } else {
        return ACI_FAIL(ACI_BAD_INPUT,
                        "how fast channels close in %s is not known: give fast_fraction, "
                        "fast_time_constant and slow_time_constant",
                        species == ACI_SPECIES_RAT ? "occluded skin of a rat" : "a living pig");
    }
    return ACI_OK;
}

static void fill(const number *from, double unit, double length, bool has_site, aci_value *out)
{
    if (out->origin == ACI_ORIGIN_MISSING) {
        const char *source = from->source[length > 0.0][has_site];
        *out = (aci_value){from->value * unit, from->origin, from->confidence, source};
    }
}

static bool is_missing(aci_value value, bool is_used)
{
    return is_used && value.origin == ACI_ORIGIN_MISSING;
}

aci_status aci_closure_fill(const aci_skin *skin, aci_closure_state state, double needle_length,
                            aci_closure_numbers *numbers)
{
    const kind *from = NULL;
    double grown =
        needle_length > 0.0 ? pow(needle_length / ACI_CLOSURE_LENGTH, length_exponent) : 1.0;
    bool has_site = skin->site[0] != '\0';
    aci_value *part = &numbers->fast_fraction;
    bool has_part = part->origin != ACI_ORIGIN_MISSING;
    if (has_part && !is_missing(numbers->fast_time_constant, part->value > 0.0) &&
        !is_missing(numbers->slow_time_constant, part->value < 1.0)) {
        return ACI_OK;
    }
    ACI_TRY(find_kind(skin, state, &from));
    fill(&from->numbers[0], 1.0, needle_length, has_site, part);
    if (part->value > 0.0) {
        fill(&from->numbers[1], hour * grown, needle_length, has_site,
             &numbers->fast_time_constant);
    }
    if (part->value < 1.0) {
        fill(&from->numbers[2], hour * grown, needle_length, has_site,
             &numbers->slow_time_constant);
    }
    return ACI_OK;
}

static double constant_of(aci_value value)
{
    return value.origin == ACI_ORIGIN_MISSING ? INFINITY : value.value;
}

aci_closure aci_closure_of(const aci_closure_numbers *numbers)
{
    return (aci_closure){.law = ACI_CLOSURE_TWO_PHASE,
                         .fast_fraction = numbers->fast_fraction.value,
                         .fast_time_constant = constant_of(numbers->fast_time_constant),
                         .slow_time_constant = constant_of(numbers->slow_time_constant)};
}

aci_closure aci_closure_under(const aci_closure_numbers *numbers,
                              const aci_closure_numbers *occluded, int cover_count,
                              const aci_closure_cover *covers)
{
    aci_closure closure = aci_closure_of(numbers);
    closure.occluded_fast_time_constant = constant_of(occluded->fast_time_constant);
    closure.occluded_slow_time_constant = constant_of(occluded->slow_time_constant);
    closure.cover_count = cover_count;
    closure.covers = covers;
    return closure;
}
