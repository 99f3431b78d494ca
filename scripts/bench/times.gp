# SPDX-License-Identifier: GPL-3.0-or-later
# Times of this program and of those it is compared with: gnuplot -e "folder='results/bench'" times.gp
table = folder . '/times.dat'
stats table using 2 nooutput
count = STATS_records
set terminal svg size 900, 60 + 24 * count font 'Helvetica,13' background 'white'
set output folder . '/times.svg'
set logscale x
set xlabel 'time, s (median; as many cores for each of a pair)'
set xrange [STATS_min / 3 : STATS_max * 3]
set yrange [count : -1] noextend
set grid xtics
set tics nomirror
set border 3
set key off
set style fill solid 0.85 noborder
plot table using (STATS_min / 3):0:(STATS_min / 3):2:($0 - 0.38):($0 + 0.38):($3 == 0 ? 0x2c7fb8 : 0xbdbdbd):ytic(1) \
         with boxxyerror lc rgb variable, \
     table using 2:0:(sprintf('  %.3g', $2)) with labels left
