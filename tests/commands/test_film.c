/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The film of a product in the file. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "acicula/output/reader.h"
#include "place.h"
#include "support/tolerances.h"

TestSuite(film_output, .timeout = 60);

static const char config[] =
    "skin:\n"
    "  layers:\n"
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-14 m2/s, partition: 1}\n"
    "product: {concentration: 10 kg/m3, dose: 50 um, diffusivity: 1e-9 m2/s, partition: 1}\n"
    "schedule: {remove_at: 1 h, removed_fraction: 60 %, reapply: [2 h]}\n"
    "simulation: {duration: 3 h, report_times: [1 h, 2 h, 3 h], accuracy: 1e-1}\n";

/// As it was put on, what wiping left of it, and that with the dose on top.
Test(film_output, thickness_follows_the_events)
{
    static const double thickness[] = {50e-6, 0.4 * 50e-6, 1.4 * 50e-6};
    place at;
    char path[2 * PLACE_PATH];
    aci_reader *reader = NULL;
    aci_reader_variable film;
    place_open(&at);
    place_write(&at, "c.yaml", config);
    cr_assert_eq(place_run(&at, "\"$A\" run c.yaml --quiet --out r.h5"), 0, "%s", at.err);
    snprintf(path, sizeof path, "%s/r.h5", at.folder);
    cr_assert_eq(aci_reader_open(path, false, &reader), ACI_OK);
    cr_assert_eq(aci_reader_read(reader, "/history/film_thickness", &film), ACI_OK);
    cr_assert_eq(film.count, 3);
    cr_assert_str_eq(film.units, "m");
    for (int n = 0; n < 3; n++) {
        assert_relative(film.values[n], thickness[n], 1e-14);
    }
    aci_reader_destroy_variable(&film);
    aci_reader_destroy(&reader);
    place_close(&at);
}
