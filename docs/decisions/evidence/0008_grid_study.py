#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Grid study behind decision 0008: rectilinear cut-cell grid (R) or mapped body-fitted grid (M) for unit cells.

usage: 0008_grid_study.py REFERENCE_DIR [nominal] [rules] [geometry] [uniform] [split] [cost]
REFERENCE_DIR holds B1_a1.csv, B1_b1.csv and B1_v1_finite_dose.csv (Q, amounts in um at 0.5..24 h; steady flux in the header).
Without a part name every part runs (several minutes on one core; set OPENBLAS_NUM_THREADS=1 for the cost part).  Needs numpy and scipy.

Time is exact to a few 1e-6 (one-pole rational Krylov, Galerkin projection), so printed errors well above that are errors of the grid.
Units: um, s.  Rules for the face conductances are listed at conductances(); 'x' is the best 5-point rule found,
'x9' adds the cross term (9-point).  The weights in RECIPE were tuned on the nominal channel; 'x' was picked among about 45
combinations of rules on the steady flux of a1, first on the nominal channel and then on the four channels of GEO, so none of these
channels is an untouched test of 'x'.
"""
import math, sys, time
import numpy as np, scipy.sparse as sp, scipy.sparse.linalg as sla
from scipy.linalg import cholesky_banded, cho_solve_banded

SIG_CH = 500.0                      # K*D of the channel fluid and the vehicle, um2/s
R0 = 500 / math.sqrt(math.pi)       # cell radius
HOURS = np.array([.5, 1, 2, 4, 8, 16, 24])
RECIPE = dict(al=5 / 9, er=.9, ez=1., tr=.3, tz=.2, mz=.4, mr=.4, vz=.2, w0r=2., w0z=3.)


class Case:
    """a1, b1: infinite dose; v1: 50 um vehicle.  Truncated cone: mouth and tip radius, length."""
    def __init__(s, name, mouth=30., tip=5., L=300.):
        s.fin = name[0] == 'v'; s.mouth, s.tip, s.L = mouth, tip, L; s.slope = (mouth - tip) / L
        Ks, Ds = (5., 1e-3) if name[0] == 'b' else (1., 1e-2)
        s.k = 0. if name[1] == '0' else 1e-4; s.top = -50. if s.fin else 0.
        s.K = np.array([1., Ks, 1., 1.]); s.sig = np.array([SIG_CH, Ks * Ds, 100., 200.])   # vehicle, SC, VE, dermis
    def rw(s, z): return s.mouth - s.slope * z


def reference(path, name):
    text = open('%s/%s' % (path, 'B1_v1_finite_dose.csv' if name == 'v1' else 'B1_%s.csv' % name)).read()
    return np.array([[float(x) for x in l.split(',')] for l in text.splitlines() if l[0] != '#'])


# ---------------------------------------------------------------- grading
def count(x, pts, w0, a, b, al):
    """Integral of the cell density: w0/(b-a) + sum_p w/l * min(s^-al, 1/s), s = |x-p|/l."""
    N = w0 * (x - a) / (b - a)
    for p, w, l in pts:
        s = np.abs(x - p) / l
        N = N + w * np.sign(x - p) * np.where(s < 1, np.minimum(s, 1.) ** (1 - al) / (1 - al), 1 / (1 - al) + np.log(np.maximum(s, 1.)))
    return N


def edges(breaks, pts, w0, n, al, companion=None):
    """Edges on [breaks]: each segment gets round(n*integral) cells, edges by inverting the integral.
    companion False/True: counts 3k/2k, so that the companion is the same grid coarsened by exactly 1.5."""
    breaks = sorted(breaks); out = [np.array([breaks[0]])]; F = lambda x: count(x, pts, w0, breaks[0], breaks[-1], al)
    for a, b in zip(breaks[:-1], breaks[1:]):
        tot = F(b) - F(a); k = max(1, round(n * tot))
        if companion is not None: k = max(1, round(n * tot / 3)) * (2 if companion else 3)
        goal = F(a) + tot * np.arange(1, k) / k; lo, hi = np.full(k - 1, a), np.full(k - 1, b)
        for _ in range(52):
            m = .5 * (lo + hi); c = F(m) < goal; lo, hi = np.where(c, m, lo), np.where(c, hi, m)
        out += [.5 * (lo + hi), np.array([b])]
    return np.concatenate(out)


def grid(c, n, P=RECIPE, mapped=False, companion=None):
    re_ = c.rw(15.); l = re_
    rp, rb = [(re_, P['er'], l)], [0., re_, R0]
    if not mapped:
        if c.tip > 0: rp.append((c.tip, P['tr'], l)); rb.append(c.tip)
        if c.fin: rp.append((c.mouth, P['mr'], l)); rb.append(c.mouth)
    zp = [(15., P['ez'], l), (c.L, P['tz'], l), (100., P['vz'], l), (0., P['mz'], l)]
    zb = sorted({c.top, 0., 15., 100., float(c.L), 1000.})
    return edges(rb, rp, P['w0r'], n, P['al'], companion), edges(zb, zp, P['w0z'], n, P['al'], companion)


# ---------------------------------------------------------------- R: cell-centred finite volumes on a tensor grid
def ilin(wp, wq, Rp, Rq, length):
    """length * int_0^1 (wp + t (wq-wp)) / (Rp + t (Rq-Rp)) dt"""
    x = Rq / Rp - 1; small = np.abs(x) < 1e-2; d = np.where(small, 1., Rq - Rp)
    L1 = np.where(small, (1 - x / 2 + x * x / 3 - x ** 3 / 4) / Rp, np.log(Rq / Rp) / d)
    L2 = np.where(small, (.5 - x / 3 + x * x / 4 - x ** 3 / 5) / Rp, (1 - Rp * L1) / d)
    return length * (wp * L1 + (wq - wp) * L2)


def clip_mean(top, bot, r, p):
    """Mean over a row of min(wall, r)^p, wall linear from top to bot."""
    a, b, r = top[:, None], bot[:, None], r[None, :]; d = a - b; cut = d > 1e-14
    ac, bc = np.minimum(a, r), np.minimum(b, r); f = np.where(cut, (ac - bc) / np.where(cut, d, 1.), 0.)
    m = (ac * ac + ac * bc + bc * bc) / 3 if p == 2 else .5 * (ac + bc)
    return np.where(cut, (1 - f) * ac ** p + f * m, ac ** p)


class Cells:
    def __init__(s, c, re, ze):
        s.c, s.re, s.ze = c, re, ze; s.rc, s.zc, s.dz = .5 * (re[1:] + re[:-1]), .5 * (ze[1:] + ze[:-1]), np.diff(ze)
        s.nr, s.nz = len(s.rc), len(s.zc); s.lay = np.searchsorted([0., 15., 100.], s.zc, side='right')
        s.ins = (s.zc > 0) & (s.zc < c.L); s.st = c.sig[s.lay]; s.Kt = c.K[s.lay]
        s.w0 = np.where(s.ins, c.rw(ze[:-1]), 0.); s.w1 = np.where(s.ins, c.rw(ze[1:]), 0.)
        s.A = (re[1:] ** 2 - re[:-1] ** 2) / 2                                  # everything over 2 pi
        V = s.A * s.dz[:, None]
        s.f = np.clip(np.diff(clip_mean(s.w0, s.w1, re, 2), axis=1) / 2 / s.A, 0, 1) * s.ins[:, None]
        s.f = np.where(s.f < 1e-9, 0., np.where(s.f > 1 - 1e-9, 1., s.f)); s.vch, s.vt = V * s.f, V * (1 - s.f)


def halves(s, f):
    return ([(s.zc[f - 1], s.ze[f], f - 1)] if f > 0 else []) + ([(s.ze[f], s.zc[f], f)] if f < s.nz else [])


def conductances(s, rule):
    """(Gz (nz+1, nr), Gr (nz, nr-1)).  Rules:
    s  staircase, material at the centre          c  volume-weighted mean of sigma per cell, then two half cells in series
    a  parallel of series over the dual box       d  series of parallels over the dual box (both exact for the straight wall)
    b  z: open parts of the face, each through its own material; r: series, wall at its mean radius in the row
    e  z: mean of sigma of each half cell, two halves in series; r: series, wall at the mean of its clipped radius
    f  r: open part of the face times sigma of the channel + rest times sigma of the tissue (connectivity of the channel)
    x  z as b; r as f in rows whose tissue is nearly insulating (sigma < SIG_CH/20), as e elsewhere"""
    c, re, rc, st, sc, A, dz, nz, nr = s.c, s.re, s.rc, s.st, SIG_CH, s.A, s.dz, s.nz, s.nr; h = dz / 2; stc = st[:, None]
    hr = np.log(rc[1:] / rc[:-1]); Gz = np.zeros((nz + 1, nr)); series = lambda cl: dz[:, None] / (np.log(cl / rc[:-1]) / sc + np.log(rc[1:] / cl) / stc)
    if rule in 'sc':
        sm = s.f * sc + (1 - s.f) * stc
        if rule == 's': sm = np.where(s.ins[:, None] & (rc[None, :] < c.rw(s.zc)[:, None]), sc, stc)
        R = h[:, None] / sm; Gz[1:-1] = A / (R[1:] + R[:-1]); Gz[0], Gz[-1] = A / R[0], A / R[-1]
        return Gz, dz[:, None] / (np.log(re[1:-1] / rc[:-1]) / sm[:, :-1] + np.log(rc[1:] / re[1:-1]) / sm[:, 1:])
    if rule in 'bx':
        for f in range(nz + 1):
            js = [j for _, _, j in halves(s, f)]; wall = c.rw(s.ze[f]) if any(s.ins[j] for j in js) else 0.
            open_ = (np.clip(wall, re[:-1], re[1:]) ** 2 - re[:-1] ** 2) / 2
            Gz[f] = open_ / sum(h[j] / (sc if s.ins[j] else st[j]) for j in js) + (A - open_) / sum(h[j] / st[j] for j in js)
    if rule == 'b': return Gz, series(np.clip(np.where(s.ins, c.rw(s.zc), 0.)[:, None], rc[None, :-1], rc[None, 1:]))
    if rule in 'ex':
        Gr = series(rc[:-1] + np.diff(clip_mean(s.w0, s.w1, rc, 1), axis=1))
    if rule == 'x':
        a, b, rf = s.w0[:, None], s.w1[:, None], re[1:-1][None, :]; cut = a - b > 1e-14
        op = np.where(cut, np.clip((a - rf) / np.where(cut, a - b, 1.), 0, 1), (a > rf + 1e-12) * 1.)
        return Gz, np.where(stc < SIG_CH / 20, dz[:, None] * (op * sc + (1 - op) * stc) / hr, Gr)
    if rule == 'e':
        wc = np.where(s.ins, c.rw(s.zc), 0.); half = lambda p, q: np.diff(clip_mean(p, q, re, 2), axis=1) / 2 / A
        su, sd = [f * sc + (1 - f) * stc for f in (half(s.w0, wc), half(wc, s.w1))]
        Gz[0], Gz[-1], Gz[1:-1] = A * su[0] / h[0], A * sd[-1] / h[-1], A / (h[:-1, None] / sd[:-1] + h[1:, None] / su[1:])
        return Gz, Gr
    Gr = np.zeros((nz, nr - 1)); one = np.ones(nr)
    for f in range(nz + 1):
        if rule == 'a':
            bp = [re[:-1], re[1:]] + [np.clip(c.rw(z), re[:-1], re[1:]) for p, q, j in halves(s, f) if s.ins[j] for z in (p, q)]
            def resist(r, mid):
                t = 0 * r
                for p, q, j in halves(s, f):
                    if not s.ins[j]: t = t + (q - p) / st[j]; continue
                    zw = np.clip((c.mouth - r) / c.slope, p, q) if c.slope > 1e-12 else np.where(mid < c.mouth, q, p)
                    t = t + (zw - p) / sc + (q - zw) / st[j]
                return t
            bp = np.sort(np.array(bp), axis=0)
            for p, q in zip(bp[:-1], bp[1:]): m = .5 * (p + q); Gz[f] += np.where(q > p, ilin(p, q, resist(p, m), resist(q, m), q - p), 0.)
        else:
            res = 0
            for p, q, j in halves(s, f):
                if not s.ins[j]: res = res + (q - p) / (st[j] * A); continue
                wa, wb = c.rw(p), c.rw(q); S = lambda w: st[j] * A + (sc - st[j]) * (np.clip(w, re[:-1], re[1:]) ** 2 - re[:-1] ** 2) / 2
                if wa - wb < 1e-14: res = res + (q - p) / S(wa); continue
                up = np.clip(wa - np.maximum(wb, re[1:]), 0, None) / (wa - wb); dn = np.clip(np.minimum(wa, re[:-1]) - wb, 0, None) / (wa - wb)
                res = res + (q - p) * (up / (sc * A) + dn / (st[j] * A) + ilin(one, one, S(wa), S(wb), np.clip(1 - up - dn, 0, 1)))
            Gz[f] = 1 / res
    a, b = s.w0, s.w1
    for j in range(nz):
        if not s.ins[j]: Gr[j] = dz[j] * st[j] / hr; continue
        d = max(a[j] - b[j], 1e-12); p1, p2 = np.clip(b[j], rc[:-1], rc[1:]), np.clip(a[j], rc[:-1], rc[1:])
        if rule == 'd':
            H = lambda r: np.clip((a[j] - r) / d, 0, 1); S = lambda t: sc * t + st[j] * (1 - t); o = np.ones(nr - 1)
            Gr[j] = dz[j] / (np.log(p1 / rc[:-1]) / sc + np.log(rc[1:] / p2) / st[j] + ilin(o, o, S(H(p1)), S(H(p2)), np.log(p2 / p1)))
        else:
            R = lambda w: np.log(w / rc[:-1]) / sc + np.log(rc[1:] / w) / st[j]; cut = a[j] - b[j] > 1e-14
            ft = np.clip(a[j] - np.maximum(b[j], rc[1:]), 0, None) / d * cut; fb = np.clip(np.minimum(a[j], rc[:-1]) - b[j], 0, None) / d * cut
            Gr[j] = dz[j] * (ft / R(rc[1:]) + fb / R(rc[:-1]) + ilin(p2, p1, R(p2), R(p1), np.clip(1 - ft - fb, 0, 1)) / (.5 * (p1 + p2)))
    return Gz, Gr


def cross_term(s):
    """Off-diagonal part of the laminate tensor of a cut cell, from the four corner gradients of each cell (9-point, symmetric)."""
    c, nr, nz = s.c, s.nr, s.nz; st = s.st[:, None]; ok = (s.f > 0) & (s.f < 1) & (st >= SIG_CH / 20)
    par = s.f * SIG_CH + (1 - s.f) * st; ser = 1 / (s.f / SIG_CH + (1 - s.f) / st); q = math.hypot(1, c.slope); nx, ny = 1 / q, c.slope / q
    sxx, szz, sxz = ser * nx * nx + par * ny * ny, ser * ny * ny + par * nx * nx, np.where(ok, (ser - par) * nx * ny, 0.)
    dr, dz = np.diff(s.re)[None, :], s.dz[:, None]; Rr, Rz = dr / sxx, dz / szz
    tr, tz = Rr[:, :-1] / (Rr[:, :-1] + Rr[:, 1:]), Rz[:-1] / (Rz[:-1] + Rz[1:])      # share of the drop inside the left / upper cell
    idx = np.arange(nr * nz).reshape(nz, nr); I, J, W = [], [], []
    for sr in (1, -1):
        for sz in (1, -1):
            gr, gz = np.zeros((nz, nr)), np.zeros((nz, nr))
            if sr == 1: gr[:, :-1] = tr
            else: gr[:, 1:] = tr - 1
            if sz == 1: gz[:-1] = tz
            else: gz[1:] = tz - 1
            w = (s.vch + s.vt) / 4 * sxz * gr * gz * 4 / (dr * dz); jj, ii = np.nonzero(w); w = w[jj, ii]
            o, b, d = idx[jj, ii], idx[jj, ii + sr], idx[jj + sz, ii]
            for p, q_, g in ((b, d, 1), (d, b, 1), (b, o, -1), (o, b, -1), (o, d, -1), (d, o, -1), (o, o, 2)): I.append(p); J.append(q_); W.append(g * w)
    return sp.coo_matrix((np.concatenate(W) * 2 / R0 ** 2, (np.concatenate(I), np.concatenate(J))), shape=(nr * nz,) * 2)


def build_R(c, re, ze, rule):
    s = Cells(c, re, ze); Gz, Gr = conductances(s, rule[0]); N = s.nr * s.nz; idx = np.arange(N).reshape(s.nz, s.nr); S = lambda x: (x * 2 / R0 ** 2).ravel()
    vch, vt = s.vch, s.vt
    if rule == 's': st = s.ins[:, None] & (s.rc[None, :] < c.rw(s.zc)[:, None]); V = vch + vt; vch, vt = V * st, V * ~st
    amt = {k: S(np.where((s.lay == l)[:, None], s.Kt[:, None] * vt, 0.)) for k, l in (('sc', 1), ('ve', 2), ('de', 3))}
    amt['ch'] = S(vch); M = S(vch + s.Kt[:, None] * vt); cl = c.k * amt['de']
    i, j = np.r_[idx[:, :-1].ravel(), idx[:-1].ravel()], np.r_[idx[:, 1:].ravel(), idx[1:].ravel()]; g = np.r_[S(Gr), S(Gz[1:-1])]
    out, b, u0 = np.zeros(N), np.zeros(N), np.zeros(N); out[idx[-1]] = S(Gz[-1])
    if c.fin: u0[idx[s.lay == 0].ravel()] = 1.
    else: b[idx[0]] = S(Gz[0])
    A = sp.coo_matrix((np.r_[g, g, -g, -g], (np.r_[i, j, i, j], np.r_[i, j, j, i])), shape=(N, N)) + sp.diags(cl + out + b)
    if rule == 'x9': A = A + cross_term(s)
    return dict(A=A.tocsc(), M=M, b=b, u0=u0, out=out, cl=cl, amt=amt, N=N, fin=c.fin, bw=s.nr + (rule == 'x9'))


# ---------------------------------------------------------------- M: Q1 elements, lumped mass, grid mapped to the wall
def build_M(c, se, ze):
    s_e = c.rw(15.); w = np.where(ze <= c.L, c.rw(np.clip(ze, 0, c.L)), np.minimum(c.mouth, c.tip + (ze - c.L)))
    S, W = np.meshgrid(se, w); Z = np.meshgrid(se, ze)[1]; X = np.where(S <= s_e, S * W / s_e, W + (S - s_e) * (R0 - W) / (R0 - s_e))
    nz, nr = len(ze) - 1, len(se) - 1; zc, sc_ = .5 * (ze[1:] + ze[:-1]), .5 * (se[1:] + se[:-1]); lay = np.searchsorted([0., 15., 100.], zc, side='right')
    ins = ((zc > 0) & (zc < c.L))[:, None] & (sc_ < s_e)[None, :]; sig = np.where(ins, SIG_CH, c.sig[lay][:, None]); K = np.where(ins, 1., c.K[lay][:, None])
    nid = np.arange((nz + 1) * (nr + 1)).reshape(nz + 1, nr + 1); N = nid.size; q = [nid[:-1, :-1].ravel(), nid[:-1, 1:].ravel(), nid[1:, 1:].ravel(), nid[1:, :-1].ravel()]
    x, y = np.array([X.ravel()[k] for k in q]), np.array([Z.ravel()[k] for k in q]); Ke, Me = 0., 0.; g = 1 / math.sqrt(3)
    for a in (-g, g):
        for b in (-g, g):
            F = .25 * np.array([(1 - a) * (1 - b), (1 + a) * (1 - b), (1 + a) * (1 + b), (1 - a) * (1 + b)])
            da, db = .25 * np.array([b - 1, 1 - b, 1 + b, -1 - b]), .25 * np.array([a - 1, -1 - a, 1 + a, 1 - a])
            xa, ya, xb, yb = da @ x, da @ y, db @ x, db @ y; J = xa * yb - xb * ya; wt = (F @ x) * J
            gx, gy = (da[:, None] * yb - db[:, None] * ya) / J, (db[:, None] * xa - da[:, None] * xb) / J
            Ke = Ke + (gx[:, None] * gx[None] + gy[:, None] * gy[None]) * wt; Me = Me + F[:, None] * wt
    Ke, Me = Ke * sig.ravel() * 2 / R0 ** 2, Me * 2 / R0 ** 2
    I, Jx = np.array([[q[i]] * 4 for i in range(4)]), np.array([q] * 4)
    A = sp.coo_matrix((Ke.ravel(), (I.ravel(), Jx.ravel())), shape=(N, N)).tocsr()
    lump = lambda m: np.bincount(np.concatenate(q), (Me * (m * K).ravel()).ravel(), N); ly = lay[:, None]
    am = {k: lump((ly == l) & ~ins) for k, l in (('h', 0), ('sc', 1), ('ve', 2), ('de', 3))}; am['ch'] = lump(ins); M = sum(am.values())
    cl = c.k * am['de']; A = (A + sp.diags(cl)).tocsr(); free = np.ones(N, bool); free[nid[-1]] = False; b = np.zeros(N)
    if not c.fin: free[nid[0]] = False; b = -np.asarray(A[:, nid[0]].sum(1)).ravel()
    out = -np.asarray(A[nid[-1]].sum(0)).ravel(); fr = np.where(free)[0]
    return dict(A=A[fr][:, fr].tocsc(), M=M[fr], b=b[fr], u0=(am['h'] / M)[fr], out=out[fr], cl=cl[fr], amt={k: v[fr] for k, v in am.items()}, N=len(fr), fin=c.fin, bw=nr + 2)


# ---------------------------------------------------------------- exact in time
def lu(A): return sla.splu(A.tocsc(), permc_spec='MMD_AT_PLUS_A', diag_pivot_thresh=0., options=dict(SymmetricMode=True))


def solve(p, gamma=3000., m=18):
    A, M = p['A'], p['M']; LU = lu(sp.diags(M) + gamma * A); us = np.zeros(p['N']) if p['fin'] else lu(A).solve(p['b'])
    v = p['u0'].copy() if p['fin'] else -us; V = []
    def orth(w):
        for _ in range(2):
            for q in V: w = w - q * (q @ (M * w))
        return w / math.sqrt(w @ (M * w))
    V.append(orth(v))
    for _ in range(m): V.append(orth(LU.solve(M * V[-1])))
    V.append(orth(np.ones(p['N'])))                                             # last: it must not enter the recursion
    V = np.array(V); T = V @ (A @ V.T); la, S = np.linalg.eigh(.5 * (T + T.T)); c0 = S.T @ (V @ (M * v)); W = V.T @ S; res = []
    for t in HOURS * 3600:
        u = us + W @ (np.exp(-la * t) * c0); I = us * t + W @ (np.where(la * t > 1e-8, -np.expm1(-la * t) / la, t) * c0)
        qb, qc = p['out'] @ I, p['cl'] @ I; res.append([t / 3600, qb, qc, qb + qc] + [p['amt'][k] @ u for k in ('sc', 've', 'de', 'ch')])
    return np.array(res)


def worst(Q, ref):
    e = Q / ref - 1; return e[np.abs(e).argmax()]


def amounts(r, ref): return np.abs(r[:, 4:8] - ref[:, 4:8]).max(0) / ref[-1, 3]


def make(c, kind, n, companion=None):
    return build_M(c, *grid(c, n, mapped=True, companion=companion)) if kind == 'M' else build_R(c, *grid(c, n, companion=companion), kind)


# ---------------------------------------------------------------- parts
def part_nominal(path):
    print('== nominal channel: error of Q (signed, worst of 7 times); amounts SC VE DE CH / Q(24h); with companion coarsened by 1.5:\n'
          '   estimate |fine-companion|/1.25, error after Richardson (order 2), order in sqrt(cells)')
    for nm in ('a1', 'b1', 'v1'):
        ref = reference(path, nm); c = Case(nm)
        for kind in ('x', 'x9', 'M'):
            old = None
            for n in (3, 4, 6, 9, 13):
                p = make(c, kind, n, False); r = solve(p); q = make(c, kind, n, True); rc = solve(q); e = worst(r[:, 3], ref[:, 3])
                est = np.abs((r[:, 3] - rc[:, 3]) / r[:, 3]).max() / 1.25; rich = worst(r[:, 3] + (r[:, 3] - rc[:, 3]) / 1.25, ref[:, 3])
                order = '' if old is None else '%.2f' % (2 * math.log(abs(old[1] / e)) / math.log(p['N'] / old[0])); old = (p['N'], e)
                print('%s %-2s n %2d cells %6d + %5d  err %9.2e  est %.1e  est/err %5.2f  Rich %9.2e  order %5s  amounts %s' % (
                    nm, kind, n, p['N'], q['N'], e, est, est / abs(e), rich, order, ' '.join('%.0e' % x for x in amounts(r, ref))), flush=True)


GEO = dict(nominal=(30., 5., 300.), steep=(60., 0., 150.), cylinder=(30., 29., 100.), middle=(40., 10., 200.))


def own_reference(c):
    a, b = [solve(make(c, 'M', n, None)) for n in (14, 21)]; return b + (b - a) / 1.25


def part_rules(path, ns=(4, 6, 9)):
    print('== rules, same grids; reference: own mapped runs n = 14, 21 extrapolated (nominal: differs from the given one by < 1e-5)')
    for geo in GEO:
        for nm in ('a1', 'v1'):
            c = Case(nm, *GEO[geo]); ref = own_reference(c)
            for rule in ('s', 'c', 'a', 'd', 'b', 'e', 'x', 'x9', 'M'):
                row = []
                for n in ns: p = make(c, rule, n); row.append('%6d %9.2e' % (p['N'], worst(solve(p)[:, 3], ref[:, 3])))
                print('%-8s %s %-2s %s' % (geo, nm, rule, ' | '.join(row)), flush=True)


def part_geometry(path):
    print('== companion estimate on other channels (est/err, Richardson error)')
    for geo in GEO:
        for nm in ('a1', 'b1', 'v1'):
            c = Case(nm, *GEO[geo]); ref = own_reference(c)
            for kind in ('x', 'x9', 'M'):
                row = []
                for n in (4, 6, 9):
                    p = make(c, kind, n, False); r = solve(p); rc = solve(make(c, kind, n, True)); e = worst(r[:, 3], ref[:, 3])
                    est = np.abs((r[:, 3] - rc[:, 3]) / r[:, 3]).max() / 1.25
                    row.append('%5d %9.2e %4.2f %8.1e' % (p['N'], e, est / abs(e), worst(r[:, 3] + (r[:, 3] - rc[:, 3]) / 1.25, ref[:, 3])))
                print('%-8s %s %-2s %s' % (geo, nm, kind, ' | '.join(row)), flush=True)


def part_uniform(path):
    print('== uniform radial spacing h on [0, 36 um], six positions relative to the wall: mean +- standard deviation of the error of Q')
    for nm in ('v1', 'a1'):
        c = Case(nm); ref = reference(path, nm); ze = grid(c, 9)[1]
        for h in (4., 2., 1., .5):
            out = {}
            for s in (np.arange(6) + .5) / 6:
                r = [0.] + list(np.arange(s * h, 36, h)); r.append(r[-1] + h); st = h
                while r[-1] + 1.6 * st < R0: st = min(1.15 * st, 14.); r.append(r[-1] + st)
                if R0 - r[-1] < .7 * st: r[-1] = R0
                else: r.append(R0)
                for rule in ('s', 'c', 'b', 'x', 'x9'): out.setdefault(rule, []).append(worst(solve(build_R(c, np.array(r), ze, rule), m=14)[:, 3], ref[:, 3]))
            print('%s h %.1f  %s' % (nm, h, '; '.join('%s %9.2e +- %.0e' % (k, np.mean(v), np.std(v)) for k, v in out.items())), flush=True)


def part_split(path):
    print('== share of each feature of the grid: 4/3 * change of Q when its weight is doubled (rule x9)')
    for nm in ('a1', 'b1', 'v1'):
        for n in (4, 9):
            c = Case(nm); b = solve(build_R(c, *grid(c, n), 'x9')); row = []
            for k in RECIPE:
                if k == 'al' or (k == 'mr' and nm != 'v1'): continue
                r = solve(build_R(c, *grid(c, n, dict(RECIPE, **{k: 2 * RECIPE[k]})), 'x9')); row.append('%s %.1e' % (k, 4 / 3 * np.abs(r[:, 3] / b[:, 3] - 1).max()))
            x = solve(build_R(c, *grid(c, n), 'x')); row.append('cross term %.1e' % np.abs(x[:, 3] / b[:, 3] - 1).max())
            print(nm, n, '; '.join(row), flush=True)


def part_cost(path):
    print('== cost of one factorization + one solve: LAPACK banded Cholesky (pbtrf, pbtrs), and SuperLU with minimum degree; best of 5')
    c = Case('a1')
    for kind in ('x', 'x9', 'M'):
        for n in (3, 4, 6, 9):
            p = make(c, kind, n); B = (sp.diags(p['M']) + 3000. * p['A']).tocoo(); low = B.row >= B.col; bw = int((B.row - B.col)[low].max())
            ab = np.zeros((bw + 1, p['N'])); ab[(B.row - B.col)[low], B.col[low]] = B.data[low]; rhs = np.ones(p['N']); t = [[], [], [], []]
            for _ in range(5):
                t0 = time.perf_counter(); L = cholesky_banded(ab, lower=True, check_finite=False); t1 = time.perf_counter(); cho_solve_banded((L, True), rhs, check_finite=False)
                t2 = time.perf_counter(); F = lu(B); t3 = time.perf_counter(); F.solve(rhs); t4 = time.perf_counter()
                for k, v in enumerate((t1 - t0, t2 - t1, t3 - t2, t4 - t3)): t[k].append(1e3 * v)
            f = [min(v) for v in t]
            print('%-2s N %6d band %4d  banded %.2f + %.3f ms (%.0f ns/unknown/solve)  sparse %.1f + %.2f ms (%.0f ns), nnz(L) %d' % (
                kind, p['N'], bw, f[0], f[1], 1e6 * f[1] / p['N'], f[2], f[3], 1e6 * f[3] / p['N'], F.L.nnz), flush=True)


if __name__ == '__main__':
    if len(sys.argv) < 2: sys.exit(__doc__)
    parts = sys.argv[2:] or ['nominal', 'rules', 'geometry', 'uniform', 'split', 'cost']
    for part in parts: globals()['part_' + part](sys.argv[1])
