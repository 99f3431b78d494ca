# SPDX-License-Identifier: GPL-3.0-or-later
# Times of this program and of those it is compared with: gnuplot -e "folder='results/bench'" times.gp
table = folder . '/times.dat'
stats table using 1 name 'place' nooutput
stats table using 3 name 'time' nooutput
set terminal svg size 900, 90 + 22 * place_max font 'Helvetica,12' background 'white'
set output folder . '/times.svg'
set logscale x
set xlabel 'median time, s (logarithmic)'
set xrange [time_min / 3 : time_max * 5]
set yrange [place_max + 1 : -1] noextend
set grid xtics
set tics nomirror
set border 3
set key off
set style fill solid 0.85 noborder
plot table using (time_min / 3):1:(time_min / 3):3:($1 - 0.38):($1 + 0.38):($4 == 0 ? 0x2c7fb8 : 0xbdbdbd):ytic(2) \
         with boxxyerror lc rgb variable, \
     table using 3:1:(sprintf(' %.3g', $3)) with labels left
