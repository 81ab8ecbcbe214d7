/* Forces to numbers. Each operation stands in the order of the Python beside, and the compiler may fuse none
 * (setup.py): so all bits are the same. A nan is a nan, whatever its sign. */
#include "kernel.h"

const char low_pass_doc[] =
"low_pass(values, out, state, b0, a1, a2, /)\n--\n\n"
"Filter values (n, columns) float64 into `out`; `state` (columns, 4) float64 is carried on: whether anything came (0\n"
"or 1), the two states of the transposed direct form 2, and what came out last.\n\n"
"Raises:\n    TypeError, ValueError, BufferError: arguments that are not those.";

PyObject *
low_pass(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    double c[3];
    if (n_args != 6)
        return PyErr_SetString(PyExc_TypeError, "low_pass takes 6 arguments"), NULL;
    for (int k = 0; k < 3; k++)
        if ((c[k] = PyFloat_AsDouble(args[3 + k])) == -1.0 && PyErr_Occurred())
            return NULL;
    const double b0 = c[0], a1 = c[1], a2 = c[2];
    Arrays arrays = {.got = 0};
    double *state = next(&arrays, args[2], "d", 8, -1, 1), *in = NULL, *out = NULL;
    Py_ssize_t columns = state ? items_of_last(&arrays) / 4 : 0, items = 0;
    int sound = state && (in = next(&arrays, args[0], "d", 8, -1, 0)) != NULL && (items = items_of_last(&arrays), 1) &&
                (out = next(&arrays, args[1], "d", 8, items, 1)) != NULL &&
                ((columns > 0 && items % columns == 0) || wrong("as many columns as states were expected"));
    for (Py_ssize_t at = 0; sound && at < items; at++) {
        double x = in[at], *of = state + 4 * (at % columns);
        if (isnan(x)) {
            out[at] = x;
            continue;
        }
        if (of[0] == 0) {
            of[0] = 1;
            of[1] = x * (1 - b0);
            of[2] = x * (b0 - a2);
        }
        double y = b0 * x + of[1];
        of[1] = 2 * b0 * x - a1 * y + of[2];
        of[2] = b0 * x - a2 * y;
        out[at] = of[3] = y;
    }
    release(&arrays);
    return sound ? Py_NewRef(Py_None) : NULL;
}

/* Sums of forces with weights (cells, outputs), cell after cell; `at` says which force is each cell's. Of weights and
 * `at` every `stride`th counts. */
static void
weigh(const double *force, const int64_t *at, Py_ssize_t cells, int stride, const double *weights, int outputs,
      double *sums)
{
    for (Py_ssize_t k = 0; k < cells; k++)
        for (int i = 0; i < outputs; i++) {
            double weighed = force[at ? at[k * stride] : k] * weights[k * stride * outputs + i];
            sums[i] = k ? sums[i] + weighed : weighed;
        }
}

const char balance_doc[] =
"balance(force_n, cells, weights, both, gate_n, load, point, share, cop, total, both_cop, /)\n--\n\n"
"What `BalanceLaw` makes of force_n (n, cells), with its `cells` (most, 2) int64, weights (most, 2, 6) and both\n"
"(cells, 3), into load (n, 2), point (n, 2, 3), share (n, 2, 3), cop (n, 2, 2), total (n,) and both_cop (n, 2);\n"
"all but `cells` are float64.\n\n"
"Raises:\n    TypeError, ValueError, BufferError: arguments that are not those.";

PyObject *
balance(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    if (n_args != 11)
        return PyErr_SetString(PyExc_TypeError, "balance takes 11 arguments"), NULL;
    double gate = PyFloat_AsDouble(args[4]);
    if (gate == -1.0 && PyErr_Occurred())
        return NULL;
    static const int width[6] = {2, 6, 6, 4, 1, 2};
    double *force = NULL, *weights = NULL, *both, *out[6];
    int64_t *cells = NULL;
    Py_ssize_t all = 0, most = 0, n = 0;
    Arrays arrays = {.got = 0};
    int sound = (both = next(&arrays, args[3], "d", 8, -1, 0)) != NULL && (all = items_of_last(&arrays) / 3, 1) &&
                (cells = next(&arrays, args[1], "lq", 8, -1, 0)) != NULL && (most = items_of_last(&arrays) / 2, 1) &&
                (weights = next(&arrays, args[2], "d", 8, most * 12, 0)) != NULL &&
                (force = next(&arrays, args[0], "d", 8, -1, 0)) != NULL &&
                (n = all ? items_of_last(&arrays) / all : 0, 1) &&
                ((all > 0 && most > 0 && items_of_last(&arrays) == n * all) || wrong("no cells, or not whole rows"));
    for (Py_ssize_t k = 0; sound && k < 2 * most; k++)
        sound = (cells[k] >= 0 && cells[k] < all) || wrong("there is no such cell");
    for (int k = 0; sound && k < 6; k++)
        sound = (out[k] = next(&arrays, args[5 + k], "d", 8, n * width[k], 1)) != NULL;
    for (Py_ssize_t row = 0; sound && row < n; row++) {
        const double *now = force + row * all;
        double sums[6];
        for (int foot = 0; foot < 2; foot++) {
            Py_ssize_t at = 2 * row + foot;
            weigh(now, cells + foot, most, 2, weights + 6 * foot, 6, sums);
            double standing = sums[0] >= gate ? sums[0] : NAN;
            out[0][at] = sums[0];
            for (int i = 0; i < 3; i++) {
                out[1][3 * at + i] = sums[1 + i];
                out[2][3 * at + i] = sums[1 + i] / standing;
            }
            for (int i = 0; i < 2; i++)
                out[3][2 * at + i] = sums[4 + i] / standing;
        }
        weigh(now, NULL, all, 1, both, 3, sums);
        double standing = sums[0] >= gate ? sums[0] : NAN;
        out[4][row] = sums[0];
        out[5][2 * row] = sums[1] / standing;
        out[5][2 * row + 1] = sums[2] / standing;
    }
    release(&arrays);
    return sound ? Py_NewRef(Py_None) : NULL;
}

const char add_up_doc[] =
"add_up(share, cop, both_cop, load, total, sums, count, /)\n--\n\n"
"Add n rows of a balance to the sums (23,) float64 and the counts (23,) int64 of `Means`, row after row, without what\n"
"is not finite.\n\nRaises:\n    TypeError, ValueError, BufferError: arguments that are not those.";

PyObject *
add_up(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    if (n_args != 7)
        return PyErr_SetString(PyExc_TypeError, "add_up takes 7 arguments"), NULL;
    static const int width[4] = {6, 4, 2, 2};
    double *in[4], *total, *sums = NULL;
    int64_t *count = NULL;
    Arrays arrays = {.got = 0};
    int sound = (total = next(&arrays, args[4], "d", 8, -1, 0)) != NULL;
    Py_ssize_t n = sound ? items_of_last(&arrays) : 0;
    for (int k = 0; sound && k < 4; k++)
        sound = (in[k] = next(&arrays, args[k], "d", 8, n * width[k], 0)) != NULL;
    sound = sound && (sums = next(&arrays, args[5], "d", 8, 23, 1)) != NULL &&
            (count = next(&arrays, args[6], "lq", 8, 23, 1)) != NULL;
    for (Py_ssize_t row = 0; sound && row < n; row++) {
        const double *share = in[0] + 6 * row, *load = in[3] + 2 * row;
        double now[23];
        memcpy(now, share, 6 * sizeof *now);
        memcpy(now + 6, in[1] + 4 * row, 4 * sizeof *now);
        memcpy(now + 10, in[2] + 2 * row, 2 * sizeof *now);
        memcpy(now + 12, load, 2 * sizeof *now);
        now[14] = total[row];
        for (int foot = 0; foot < 2; foot++)
            now[15 + foot] = isfinite(share[3 * foot]) ? load[foot] : NAN;
        for (int i = 0; i < 6; i++)
            now[17 + i] = share[i] * share[i];
        for (int i = 0; i < 23; i++) {
            sums[i] += isfinite(now[i]) ? now[i] : 0.0;
            count[i] += isfinite(now[i]) != 0;
        }
    }
    release(&arrays);
    return sound ? Py_NewRef(Py_None) : NULL;
}

static int64_t
less(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a - (uint64_t)b);
}

const char bring_doc[] =
"bring(tick_us, age, force_n, out, last_us, last_n, period_us, oldest_us, /)\n--\n\n"
"What `OneInstant` makes of force_n (n, cells), whose cells' ages (n, cells) uint8 in 0.1 ms count back from tick_us (n,)\n"
"int64, into `out`; the oldest age counts as `oldest_us`. last_us (cells,) int64 and last_n (cells,) are carried on.\n\n"
"Raises:\n    TypeError, ValueError, OverflowError, BufferError: arguments that are not those.";

PyObject *
bring(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    if (n_args != 8)
        return PyErr_SetString(PyExc_TypeError, "bring takes 8 arguments"), NULL;
    long long period = PyLong_AsLongLong(args[6]), oldest = PyErr_Occurred() ? 0 : PyLong_AsLongLong(args[7]);
    if (PyErr_Occurred())
        return NULL;
    Arrays arrays = {.got = 0};
    double *last = next(&arrays, args[5], "d", 8, -1, 1), *force = NULL, *out = NULL;
    Py_ssize_t cells = last ? items_of_last(&arrays) : 0, n = 0;
    int64_t *last_at = NULL, *tick = NULL;
    uint8_t *age = NULL;
    int sound = last && (last_at = next(&arrays, args[4], "lq", 8, cells, 1)) != NULL &&
                (tick = next(&arrays, args[0], "lq", 8, -1, 0)) != NULL && (n = items_of_last(&arrays), 1) &&
                (age = next(&arrays, args[1], "B", 1, n * cells, 0)) != NULL &&
                (force = next(&arrays, args[2], "d", 8, n * cells, 0)) != NULL &&
                (out = next(&arrays, args[3], "d", 8, n * cells, 1)) != NULL;
    for (Py_ssize_t row = 0; sound && row < n; row++)
        for (Py_ssize_t cell = 0; cell < cells; cell++, age++, force++, out++) {
            int64_t at = less(tick[row], *age == 255 ? oldest : *age * 100), span = less(at, last_at[cell]);
            int64_t wanted = less(less(tick[row], period), last_at[cell]);
            double from = last[cell], now = *force;
            if (wanted >= span || span <= 0 || !isfinite(from))
                *out = now;
            else
                *out = from + (now - from) * ((double)(wanted > 0 ? wanted : 0) / (double)span);
            if (isfinite(now)) {
                last[cell] = now;
                last_at[cell] = at;
            }
        }
    release(&arrays);
    return sound ? Py_NewRef(Py_None) : NULL;
}

const char calm_doc[] =
"calm(force_n, before, step, limit, /)\n--\n\n"
"Whether no reading of force_n (n, cells) is farther than `limit` (cells,) from the one before, the first from `before`\n"
"(cells,); then the last one is left in `before`, and its step in `step` (cells,). All are float64.\n\n"
"Raises:\n    TypeError, ValueError, BufferError: arguments that are not those.";

PyObject *
calm(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    if (n_args != 4)
        return PyErr_SetString(PyExc_TypeError, "calm takes 4 arguments"), NULL;
    Arrays arrays = {.got = 0};
    double *limit = next(&arrays, args[3], "d", 8, -1, 0), *force = NULL, *before = NULL, *step = NULL;
    Py_ssize_t cells = limit ? items_of_last(&arrays) : 0, items = 0;
    int sound = limit && (before = next(&arrays, args[1], "d", 8, cells, 1)) != NULL &&
                (step = next(&arrays, args[2], "d", 8, cells, 1)) != NULL &&
                (force = next(&arrays, args[0], "d", 8, -1, 0)) != NULL && (items = items_of_last(&arrays), 1) &&
                ((cells > 0 && items > 0 && items % cells == 0) || wrong("whole rows were expected"));
    int near = 1;
    for (Py_ssize_t at = 0; sound && near && at < items; at++) {
        double then = at < cells ? before[at] : force[at - cells];
        near = fabs(force[at] - then) <= limit[at % cells];
    }
    for (Py_ssize_t cell = 0; sound && near && cell < cells; cell++) {
        const double *last = force + items - cells + cell;
        step[cell] = *last - (items > cells ? last[-cells] : before[cell]);
        before[cell] = *last;
    }
    release(&arrays);
    return sound ? PyBool_FromLong(near) : NULL;
}
