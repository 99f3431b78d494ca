/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Treatments with the reduced mechanics: what must hold whatever the skin answers.
#include "acicula/puncture/treatment.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "../../support/devices.h"
#include "../../support/strikes.h"
#include "../../support/tolerances.h"
#include "acicula/skin/mechanics.h"
#include "acicula/skin/sites.h"

static const double mm = 1e-3;

/// A treatment and what it needs; the members are lent to it.
typedef struct session {
    aci_skin skin;
    aci_needle needle;
    aci_insertion_model *model;
    aci_treatment_reduced reduced;
    aci_treatment *treatment;
} session;

static aci_skin skin_of(const char *name)
{
    const aci_site *site = aci_sites_find(name);
    cr_assert_not_null(site, "%s", name);
    aci_skin skin = {.layer_count = site->layer_count};
    strcpy(skin.site, name);
    for (int i = 0; i < site->layer_count; i++) {
        strcpy(skin.layers[i].name, site->layers[i].name);
        skin.layers[i].thickness = site->layers[i].thickness;
    }
    aci_mechanics_fill(&skin);
    return skin;
}

static aci_device_use use_of(aci_drive drive, double force)
{
    return (aci_device_use){.drive = drive,
                            .support = ACI_SUPPORT_MUSCLE,
                            .speed = 1.0,
                            .force = force,
                            .friction = -1.0};
}

static void start(session *s, const char *site, const aci_device *device, aci_device_use use)
{
    aci_insertion_setting setting;
    aci_treatment_plan plan = plan_make(2.0, 1);
    s->skin = skin_of(site);
    plan.speed = use.speed;
    plan.spread = aci_treatment_spread_usual(&s->skin, device);
    cr_assert(aci_device_needle(device, &s->needle) == ACI_OK, "%s", aci_status_message());
    cr_assert(aci_device_setting(device, &use, &setting) == ACI_OK, "%s", aci_status_message());
    cr_assert(aci_insertion_create(&s->skin, &s->needle, &setting, &s->model) == ACI_OK, "%s",
              aci_status_message());
    s->reduced = (aci_treatment_reduced){&s->skin, &s->needle, s->model};
    s->treatment = treatment_make(&plan, device, NULL);
    aci_treatment_method method = aci_treatment_reduced_method(&s->reduced);
    cr_assert(aci_treatment_insert(s->treatment, &method) == ACI_OK, "%s: %s", device->name,
              aci_status_message());
}

static void stop(session *s)
{
    aci_treatment_destroy(&s->treatment);
    aci_insertion_destroy(&s->model);
}

/// Depth at most the travel of this needle, at most the needle; nothing left where nothing
/// punctured; as many outcomes as strikes; all numbers finite (aci_treatment_insert sees to that).
static void assert_sound(const session *s)
{
    const aci_treatment *t = s->treatment;
    aci_treatment_statistics got = statistics_make(t);
    double travel = aci_device_travel(&t->device), most = s->needle.length * (1.0 + 1e-9);
    for (int n = 0; n < t->strike_count; n++) {
        const aci_channel *channel = &t->channels[n];
        double reach = (travel * t->strikes[n].variation.travel + channel->lift) * (1.0 + 1e-9);
        cr_assert(channel->depth + channel->dimple <= fmax(reach, most) && channel->depth <= most,
                  "%s: %g + %g of %g", t->device.name, channel->depth, channel->dimple, reach);
        cr_assert(channel->punctured == (channel->depth > 0.0));
        cr_assert(channel->punctured || channel->residual.mouth_radius == 0.0);
        cr_assert(channel->punctured == (channel->failure == ACI_FAILURE_NONE));
        cr_assert(channel->residual.depth <= channel->depth * (1.0 + 1e-12));
    }
    cr_assert(got.punctures + got.failures[ACI_FAILURE_FORCE] + got.failures[ACI_FAILURE_TRAVEL] +
                  got.failures[ACI_FAILURE_PLATE] + got.failures[ACI_FAILURE_ENERGY] +
                  got.failures[ACI_FAILURE_STALL] ==
              got.strikes);
    cr_assert(got.punctures <= t->motion.rate * t->duration * (1.0 + 1e-9));
    cr_assert(got.coverage <= got.open_area_fraction * (1.0 + 1e-9) + 1.0);
}

static aci_drive drive_of(const aci_device *device, int index)
{
    bool is_pen = device->kind == ACI_DEVICE_PEN, is_roller = device->kind == ACI_DEVICE_ROLLER;
    const aci_drive drives[] = {ACI_DRIVE_DISPLACEMENT, ACI_DRIVE_FORCE,
                                is_roller ? ACI_DRIVE_FORCE : ACI_DRIVE_ENERGY,
                                is_pen ? ACI_DRIVE_CAM : ACI_DRIVE_DISPLACEMENT};
    return drives[index];
}

/// Every product by every drive it knows.
Test(treatment_reduced, every_product_gives_a_sound_treatment)
{
    for (int i = 0; i < aci_device_count(); i++) {
        aci_device device = device_product(aci_device_at(i)->name);
        for (int k = 0; k < 4; k++) {
            session s = {0};
            start(&s, "cheek", &device, use_of(drive_of(&device, k), 5.0));
            assert_sound(&s);
            stop(&s);
        }
    }
}

/// A feather's weight punctures nothing and says so; what a hand cannot press is refused elsewhere,
/// and the most it can press ends where the drum lands.
Test(treatment_reduced, forces_from_nothing_to_too_much_have_an_answer)
{
    aci_device roller = device_product("dermaroller_mf8");
    const double forces[] = {1e-6, 1e-3, 1.0, 20.0, 500.0};
    double last = 0.0;
    for (int i = 0; i < 5; i++) {
        session s = {0};
        start(&s, "cheek", &roller, use_of(ACI_DRIVE_FORCE, forces[i]));
        assert_sound(&s);
        aci_treatment_statistics got = statistics_make(s.treatment);
        cr_assert(i > 0 || got.failures[ACI_FAILURE_FORCE] == got.strikes);
        cr_assert(got.depth_mean >= last, "%g N: %g after %g", forces[i], got.depth_mean, last);
        last = got.depth_mean;
        stop(&s);
    }
    cr_assert(last > 0.0);
}

/// The same strikes pressed harder go at least as deep, one by one.
Test(treatment_reduced, pressing_harder_goes_deeper_strike_by_strike)
{
    aci_device roller = device_product("typical_roller");
    session soft = {0}, hard = {0};
    start(&soft, "cheek", &roller, use_of(ACI_DRIVE_FORCE, 2.0));
    start(&hard, "cheek", &roller, use_of(ACI_DRIVE_FORCE, 6.0));
    for (int n = 0; n < soft.treatment->strike_count; n++) {
        double a = soft.treatment->channels[n].depth, b = hard.treatment->channels[n].depth;
        cr_assert(b >= a * (1.0 - 1e-9), "strike %d: %g after %g", n, b, a);
    }
    stop(&soft);
    stop(&hard);
}

static double displacement_at(const aci_skin *skin, const aci_device *device, aci_device_use use)
{
    aci_insertion_setting setting;
    aci_needle needle;
    aci_insertion_model *model = NULL;
    aci_insertion insertion;
    cr_assert(aci_device_needle(device, &needle) == ACI_OK);
    cr_assert(aci_device_setting(device, &use, &setting) == ACI_OK);
    cr_assert(aci_insertion_create(skin, &needle, &setting, &model) == ACI_OK);
    cr_assert(aci_insertion_solve(model, NULL, &insertion) == ACI_OK);
    aci_insertion_destroy(&model);
    return insertion.displacement;
}

/// In balance a roller goes no further than where its needles were counted, and with the needles of
/// a little less it would; it sinks further under more force, and lands in the end.
Test(treatment_reduced, a_roller_sinks_to_its_balance)
{
    aci_device roller = device_product("dermaroller_mf8");
    aci_skin skin = skin_of("cheek");
    aci_needle needle;
    double last = 0.0, step = 1.5 * mm / 16384.0;
    cr_assert(aci_device_needle(&roller, &needle) == ACI_OK);
    for (double force = 0.5; force < 50.0; force *= 2.0) {
        aci_device_use use = use_of(ACI_DRIVE_FORCE, force), less = use;
        cr_assert(aci_device_balance(&roller, &skin, &needle, &use) == ACI_OK);
        cr_assert(use.reach > 0.0 && use.reach <= 1.5 * mm && use.reach >= last);
        less.reach = use.reach - step;
        double here = displacement_at(&skin, &roller, use);
        cr_assert(here <= use.reach * (1.0 + 1e-9), "%g N: %g beyond %g", force, here, use.reach);
        cr_assert(displacement_at(&skin, &roller, less) >= less.reach, "%g N", force);
        last = use.reach;
    }
    cr_assert(last == 1.5 * mm);
}

Test(treatment_reduced, balance_leaves_the_others_alone)
{
    aci_device roller = device_product("dermaroller_mf8"), pen = device_product("skinpen");
    aci_skin skin = skin_of("cheek");
    aci_device_use uses[] = {use_of(ACI_DRIVE_DISPLACEMENT, 5.0), use_of(ACI_DRIVE_FORCE, 5.0),
                             use_of(ACI_DRIVE_FORCE, 5.0)};
    uses[1].force_is_needle = true;
    for (int i = 0; i < 3; i++) {
        const aci_device *device = i == 2 ? &pen : &roller;
        aci_needle needle;
        cr_assert(aci_device_needle(device, &needle) == ACI_OK);
        cr_assert(aci_device_balance(device, &skin, &needle, &uses[i]) == ACI_OK);
        cr_assert(uses[i].reach == 0.0);
    }
}

/// Needles longer than the whole stack go through or stop, as they may.
Test(treatment_reduced, needles_longer_than_the_skin_have_an_answer)
{
    aci_device stamp = device_make(ACI_DEVICE_STAMP, "needles", 4.0, "needle_length", 10.0 * mm,
                                   "pitch", 2.0 * mm, NULL);
    const char *const sites[] = {"human_dermatomed", "hairless_rat", "pig_ear"};
    for (int i = 0; i < 3; i++) {
        session s = {0};
        start(&s, sites[i], &stamp, use_of(ACI_DRIVE_DISPLACEMENT, 0.0));
        assert_sound(&s);
        stop(&s);
    }
}

/// A strike alone is that of the list, with the real mechanics as well.
Test(treatment_reduced, a_strike_alone_is_the_one_of_the_list)
{
    aci_device pen = device_product("generic_pen");
    session s = {0};
    start(&s, "cheek", &pen, use_of(ACI_DRIVE_CAM, 0.0));
    aci_treatment_method method = aci_treatment_reduced_method(&s.reduced);
    for (int n = s.treatment->strike_count - 1; n >= 0; n -= 13) {
        aci_channel channel;
        cr_assert(aci_treatment_solve(s.treatment, &method, n, &channel) == ACI_OK);
        cr_assert(channel.depth == s.treatment->channels[n].depth);
        cr_assert(memcmp(&channel.residual, &s.treatment->channels[n].residual,
                         sizeof channel.residual) == 0);
    }
    stop(&s);
}

/// The spread of a treatment is that of the skin and of the device; each says where it is from.
Test(treatment_reduced, usual_spread_has_its_sources)
{
    aci_device pen = device_product("exceed");
    aci_skin skin = skin_of("cheek");
    aci_treatment_spread spread = aci_treatment_spread_usual(&skin, &pen);
    const aci_value *const values[] = {
        &spread.thickness,   &spread.modulus,    &spread.toughness,
        &spread.force,       &spread.speed,      &spread.travel,
        &spread.place_share, &spread.pass_share, &spread.place_length};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        cr_assert(values[i]->origin != ACI_ORIGIN_MISSING && strlen(values[i]->source) > 10);
        cr_assert(values[i]->value >= 0.0 && values[i]->value <= 1.0);
    }
    cr_assert(spread.modulus.value == skin.mechanics.modulus_spread.value);
    assert_relative(spread.travel.value, 0.5 * 0.15 / 1.0, 1e-14);
}
