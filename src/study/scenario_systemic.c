/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section systemic: an own model, the library's, or the library's with own numbers in it. */
#include <math.h>
#include <stdio.h>

#include "scenario_parts.h"

static const double mass_usual = 70.0;      /* kg */
static const double half_life_most = 3.2e8; /* s; as the keys allow */
static const double rate_most = 0.1;        /* 1/s */

/// The section while it is read. Keys that are missing or faulty are NULL.
typedef struct section {
    aci_scenario_reader *reader;
    const aci_node *map;
    const aci_compound_kinetics *library; ///< nothing in it for a model of one's own
    aci_systemic_model *out;
    const aci_node *volume, *half_life, *clearance, *rate;
    bool is_faulty;
} section;

static bool is_known(const aci_value *value)
{
    return value->origin != ACI_ORIGIN_MISSING;
}

static bool has(const section *s, const char *key)
{
    return aci_config_child(s->map, key) != NULL;
}

/// Number per body mass times the mass, which is used from here on.
static double of_body(section *s, double per_mass)
{
    static const char source[] = "assumed: an adult";
    if (!is_known(&s->out->body_mass)) {
        s->out->body_mass = (aci_value){mass_usual, ACI_ORIGIN_ASSUMED, 'M', source};
    }
    return per_mass * s->out->body_mass.value;
}

/// A number of the config, of the body or (second unit) per body mass.
static aci_value given(section *s, const aci_node *node)
{
    double value = node->choice == 1 ? of_body(s, node->number) : node->number;
    return (aci_value){value, ACI_ORIGIN_GIVEN, 0, "config"};
}

static aci_value from_library(section *s, const aci_value *per_mass)
{
    aci_value value = *per_mass;
    value.value = of_body(s, per_mass->value);
    return value;
}

/// One of three ways to say how fast it leaves; those of `--set` win.
static void check_elimination(section *s)
{
    const aci_node **ways[] = {&s->half_life, &s->clearance, &s->rate};
    for (int k = 1; k < 3; k++) {
        for (int n = 0; n < k; n++) {
            if (aci_scenario_is_conflict(ways[n], ways[k])) {
                aci_config_fault_key(s->reader->config, *ways[k],
                                     "given together with %s, allowed is one of half_life, "
                                     "clearance and elimination_rate",
                                     (*ways[n])->key);
                s->is_faulty = true;
                return;
            }
        }
    }
}

static bool has_elimination(const section *s)
{
    return s->half_life != NULL || s->clearance != NULL || s->rate != NULL;
}

/// What neither the config nor the library has, in one fault.
static void check_complete(section *s)
{
    static const char examples[] = "give volume_of_distribution (42 L or 0.6 L/kg) and one of "
                                   "half_life (5 h), clearance (10 L/h) and elimination_rate";
    bool has_volume = has(s, "volume_of_distribution") || is_known(&s->library->volume);
    bool has_rate = has(s, "half_life") || has(s, "clearance") || has(s, "elimination_rate") ||
                    is_known(&s->library->half_life) || is_known(&s->library->clearance);
    const char *compound = s->reader->out->product.compound;
    if (has_volume && has_rate) {
        return;
    }
    s->is_faulty = true;
    if (!s->reader->compound_is_faulty) {
        aci_config_fault_missing(
            s->reader->config, s->map, has_volume ? "half_life" : "volume_of_distribution",
            "missing, and the library has no kinetics of %s in the body: %s",
            compound[0] != '\0' ? compound : "a compound without a name", examples);
    }
}

/// Both or neither; without a way there, there is no second compartment.
static void check_exchange(section *s)
{
    aci_systemic_model *out = s->out;
    bool is_one = is_known(&out->k12) && out->k12.value == 0.0;
    const char *missing = has(s, "k21") && !has(s, "k12")              ? "k12"
                          : has(s, "k12") && !has(s, "k21") && !is_one ? "k21"
                                                                       : NULL;
    if (missing != NULL) {
        aci_config_fault_missing(s->reader->config, s->map, missing,
                                 "missing: k12 and k21 of a second compartment come together, for "
                                 "example 2 1/h and 1 1/h");
        s->is_faulty = true;
    }
    if (is_one) {
        out->k12 = out->k21 = (aci_value){.origin = ACI_ORIGIN_MISSING};
    }
}

/// k12 and k21 of the config, or the library's flow between two volumes.
static void read_exchange(section *s)
{
    const aci_compound_kinetics *library = s->library;
    aci_systemic_model *out = s->out;
    if (is_known(&library->exchange) && !has(s, "k12") && !has(s, "k21")) {
        double flow = of_body(s, library->exchange.value);
        out->k12 = out->k21 = library->exchange;
        out->k12.value = flow / out->volume_of_distribution.value;
        out->k21.value = flow / of_body(s, library->peripheral_volume.value);
        return;
    }
    aci_scenario_give(s->map, "k12", &out->k12);
    aci_scenario_give(s->map, "k21", &out->k21);
    check_exchange(s);
}

/// From a terminal half-life; a second compartment that holds longer than that allows none.
static aci_value from_half_life(section *s, const aci_value *half_life)
{
    aci_systemic_model *out = s->out;
    aci_value rate = *half_life;
    if (is_known(&out->k12) && half_life->value * out->k21.value <= log(2.0)) {
        const aci_node *place = s->half_life != NULL ? s->half_life : s->map;
        aci_config_fault_key(s->reader->config, place,
                             "a half-life of %.4g h, with this exchange allowed are more than "
                             "%.4g h (ln 2 / k21)",
                             half_life->value / 3600.0, log(2.0) / out->k21.value / 3600.0);
        s->is_faulty = true;
        return rate;
    }
    rate.value = aci_systemic_elimination(half_life->value, out->k12.value, out->k21.value);
    return rate;
}

static void read_elimination(section *s)
{
    aci_systemic_model *out = s->out;
    const aci_compound_kinetics *library = s->library;
    aci_value number;
    if (s->rate != NULL) {
        out->elimination_rate = given(s, s->rate);
    } else if (s->half_life != NULL) {
        number = given(s, s->half_life);
        out->elimination_rate = from_half_life(s, &number);
    } else if (s->clearance != NULL || is_known(&library->clearance)) {
        number =
            s->clearance != NULL ? given(s, s->clearance) : from_library(s, &library->clearance);
        out->elimination_rate = number;
        out->elimination_rate.value /= out->volume_of_distribution.value;
    } else {
        out->elimination_rate = from_half_life(s, &library->half_life);
    }
}

/// A clearance and a volume may be right each and wrong together.
static void check_rates(section *s)
{
    const aci_systemic_model *out = s->out;
    double half_life = aci_systemic_half_life(out);
    double fastest = fmax(out->elimination_rate.value, fmax(out->k12.value, out->k21.value));
    if (fastest > rate_most) {
        aci_config_fault_key(s->reader->config, s->map,
                             "its numbers give a rate of %.4g 1/h out of a compartment, allowed "
                             "are at most %.4g 1/h",
                             3600.0 * fastest, 3600.0 * rate_most);
    } else if (!(half_life <= half_life_most)) {
        aci_config_fault_key(s->reader->config, s->map,
                             "its numbers give a terminal half-life of %.4g h, allowed are at most "
                             "%.4g h",
                             half_life / 3600.0, half_life_most / 3600.0);
    }
}

static void read_body(section *s)
{
    aci_systemic_model *out = s->out;
    aci_scenario_give(s->map, "body_mass", &out->body_mass);
    check_elimination(s);
    check_complete(s);
    bool is_broken = (has(s, "volume_of_distribution") && s->volume == NULL);
    if (s->is_faulty || is_broken) {
        return;
    }
    out->volume_of_distribution =
        s->volume != NULL ? given(s, s->volume) : from_library(s, &s->library->volume);
    read_exchange(s);
    bool is_unknown = !has_elimination(s) &&
                      (has(s, "half_life") || has(s, "clearance") || has(s, "elimination_rate"));
    if (!s->is_faulty && !is_unknown) {
        read_elimination(s);
        if (!s->is_faulty) {
            check_rates(s);
        }
    }
}

void aci_scenario_read_systemic(aci_scenario_reader *reader)
{
    const aci_node *map = aci_parameters_value(reader->root, "systemic");
    aci_systemic_model *out = &reader->out->systemic;
    if (map == NULL) {
        return;
    }
    section s = {.reader = reader,
                 .map = map,
                 .library = aci_compounds_kinetics(reader->out->product.compound),
                 .out = out,
                 .volume = aci_parameters_value(map, "volume_of_distribution"),
                 .half_life = aci_parameters_value(map, "half_life"),
                 .clearance = aci_parameters_value(map, "clearance"),
                 .rate = aci_parameters_value(map, "elimination_rate")};
    out->exists = true;
    if (reader->out->skin.setting == ACI_IN_VITRO) {
        aci_config_fault_key(reader->config, map,
                             "excised skin has no body behind it: leave systemic out, or set "
                             "skin.setting: in_vivo");
        return;
    }
    const aci_node *area = aci_scenario_need(reader, "systemic", "treated_area",
                                             "the skin treated, for example 100 "
                                             "cm2");
    if (area != NULL) {
        aci_scenario_give(map, "treated_area", &out->treated_area);
    }
    aci_scenario_give(map, "stated_level", &out->stated_level);
    if (!is_known(&out->stated_level)) {
        out->stated_level = s.library->stated_level;
    }
    if (s.volume != NULL && has_elimination(&s)) {
        s.library = aci_compounds_kinetics("");
    }
    read_body(&s);
}
