/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "acicula/base/units.h"
#include "acicula/puncture/device.h"

/* The unit a number of the table is shown in. */
static const char *shown_unit(const aci_device_number *number)
{
    static const char *const fine[] = {"needle_diameter", "tip_radius", "tip_length", "tip_wear",
                                       "tolerance"};
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++) {
        if (strcmp(number->name, fine[i]) == 0) {
            return "um";
        }
    }
    return strcmp(number->unit, "m") == 0     ? "mm"
           : strcmp(number->unit, "kg") == 0  ? "g"
           : strcmp(number->unit, "1/s") == 0 ? "Hz"
           : strcmp(number->unit, "Pa") == 0  ? "kPa"
                                              : number->unit;
}

static void write_number(FILE *out, const aci_device_number *number, const aci_value *value)
{
    const char *unit = shown_unit(number);
    double shown = value->value;
    char text[32];
    if (aci_units_convert(value->value, unit, &shown) != ACI_OK) {
        unit = number->unit;
    }
    snprintf(text, sizeof text, "%.4g%s%s", shown, unit[0] == '1' ? "" : " ",
             unit[0] == '1' ? "" : unit);
    fprintf(out, "    %-18s %-12s %s, confidence %c", number->name, text,
            aci_skin_origin_name(value->origin), value->confidence);
    fprintf(out, ": %s\n", value->source);
}

static void write_device(FILE *out, const aci_device *shipped)
{
    aci_device device = *shipped;
    aci_device_complete(&device);
    fprintf(out, "%s (%s): %s\n", device.name, aci_device_kind_name(device.kind),
            device.note != NULL ? device.note : "");
    for (int i = 0; i < aci_device_number_count(); i++) {
        const aci_device_number *number = aci_device_number_at(i);
        const aci_value *value = aci_device_value(&device, number);
        if (value->origin != ACI_ORIGIN_MISSING) {
            write_number(out, number, value);
        }
    }
    fputc('\n', out);
}

static void write_material(FILE *out, const aci_needle_material *material)
{
    fprintf(out, "    %-18s E %.4g GPa, strength %.4g MPa, friction %.2g, confidence %c: %s\n",
            material->name, 1e-9 * material->young_modulus, 1e-6 * material->strength,
            material->friction, material->confidence, material->source);
}

char *aci_device_text(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL) {
        return NULL;
    }
    fprintf(stream, "Devices, for `device.preset`; numbers that a source does not give are "
                    "assumed and say so\n\n");
    for (int i = 0; i < aci_device_count(); i++) {
        write_device(stream, aci_device_at(i));
    }
    fprintf(stream, "Materials, for `device.needle.material`\n");
    for (int i = 0; i < aci_needle_material_count(); i++) {
        write_material(stream, aci_needle_material_at(i));
    }
    return fclose(stream) == 0 ? text : NULL;
}
