/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress.h"

#include <math.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "acicula/base/clock.h"

enum { WIDTH_DEFAULT = 80, WIDTH_MAX = 200, BAR = 24 };

/* A bar moves often enough at this pace; a log wants a line only when there is news. */
static const double bar_pause = 0.1, line_pause = 1.0, line_patience = 30.0;
static const double line_step = 0.1;

static int width_of(FILE *out)
{
    struct winsize size;
    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return WIDTH_DEFAULT;
    }
    return size.ws_col < WIDTH_MAX ? size.ws_col : WIDTH_MAX;
}

void aci_progress_start(aci_progress *progress, FILE *out, bool is_quiet)
{
    *progress = (aci_progress){
        .out = out, .is_quiet = is_quiet, .start = aci_clock_seconds(), .last = -1.0};
    progress->is_terminal = isatty(fileno(out)) == 1;
    progress->width = progress->is_terminal ? width_of(out) : WIDTH_MAX;
}

void aci_progress_duration(double seconds, char *text, size_t size)
{
    long total = seconds < 0.0 ? 0 : seconds > 1e9 ? 1000000000L : (long)(seconds + 0.5);
    long hours = total / 3600, minutes = total / 60 % 60, rest = total % 60;
    if (hours > 0) {
        snprintf(text, size, "%ld:%02ld:%02ld", hours, minutes, rest);
    } else {
        snprintf(text, size, "%ld:%02ld", minutes, rest);
    }
}

static void draw_bar(double fraction, char bar[BAR + 1])
{
    int full = (int)(fraction * BAR);
    for (int i = 0; i < BAR; i++) {
        bar[i] = i < full ? '=' : i == full ? '>' : ' ';
    }
    bar[BAR] = '\0';
}

static double clamp(double fraction)
{
    return fraction > 0.0 ? (fraction < 1.0 ? fraction : 1.0) : 0.0;
}

/* "0:12, 0:13 left". Nothing is said of the rest where it would be 0:00: how much work there is
 * shows only when it is done. */
static void write_times(double done, double elapsed, char *text, size_t size)
{
    const double least = 0.5; /* s: below it is 0:00 */
    char spent[32], rest[32];
    double left = done > 0.01 ? elapsed * (1.0 - done) / done : 0.0;
    aci_progress_duration(elapsed, spent, sizeof spent);
    if (elapsed >= 1.0 && left >= least) {
        aci_progress_duration(left, rest, sizeof rest);
        snprintf(text, size, "%s, %s left", spent, rest);
    } else {
        snprintf(text, size, "%s", spent);
    }
}

void aci_progress_plain_line(double fraction, double elapsed, const char *stage, char *text,
                             size_t size)
{
    char times[96];
    double done = clamp(fraction);
    write_times(done, elapsed, times, sizeof times);
    snprintf(text, size, "%3d %%, %s, %s", (int)(100.0 * done), times, stage);
}

void aci_progress_line(double fraction, double elapsed, const char *stage, int width, char *text,
                       size_t size)
{
    char bar[BAR + 1], times[96];
    double done = clamp(fraction);
    draw_bar(done, bar);
    write_times(done, elapsed, times, sizeof times);
    snprintf(text, size, "[%s] %3d %%  %s  %s", bar, (int)(100.0 * done), times, stage);
    if (width > 0 && strlen(text) > (size_t)width) {
        text[width] = '\0';
    }
}

static bool is_due(const aci_progress *progress, double fraction, double elapsed)
{
    double pause = elapsed - progress->last;
    if (progress->last < 0.0) {
        return true;
    }
    if (progress->is_terminal) {
        return pause >= bar_pause;
    }
    return pause >= line_patience ||
           (pause >= line_pause && fraction >= progress->last_fraction + line_step);
}

void aci_progress_show(aci_progress *progress, double fraction, const char *stage)
{
    char text[WIDTH_MAX + 1];
    double elapsed = aci_clock_seconds() - progress->start;
    if (progress->is_quiet || !is_due(progress, fraction, elapsed)) {
        return;
    }
    if (progress->is_terminal) {
        /* the last column stays free: a full line would make the terminal begin a new one */
        aci_progress_line(fraction, elapsed, stage, progress->width - 1, text, sizeof text);
        fprintf(progress->out, "\r%s\033[K", text);
    } else {
        aci_progress_plain_line(fraction, elapsed, stage, text, sizeof text);
        fprintf(progress->out, "%s\n", text);
    }
    fflush(progress->out);
    progress->last = elapsed;
    progress->last_fraction = fraction;
}

double aci_progress_part(double done, double usual)
{
    const double even = 0.8;
    double part = done / usual;
    return part < even ? part : 1.0 - (1.0 - even) * exp(-(part - even) / (1.0 - even));
}

void aci_progress_finish(aci_progress *progress)
{
    if (!progress->is_quiet && progress->is_terminal && progress->last >= 0.0) {
        fprintf(progress->out, "\r\033[K");
        fflush(progress->out);
    }
}
